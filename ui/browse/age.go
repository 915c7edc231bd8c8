package browse

import (
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// age says beside a filter that an earlier run read what is shown, in so many columns:
// "As read Mon 09:03; reading again"; empty where this run has read it.
func age(s scene.Scene, room int) string {
	if s.Loading.AsOf.IsZero() {
		return ""
	}
	said := "As read " + words.Past(s.Loading.AsOf, s.Now.Wall)
	if long := said + "; reading again"; s.Loading.Active && line.Width(long) <= room {
		return long
	}
	return said
}
