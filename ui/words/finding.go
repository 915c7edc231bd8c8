package words

import (
	"fmt"
	"strings"
	"time"

	"actas/model"
	"actas/theme"
)

// FindingKind names a kind of finding, as a heading or in a list of kinds.
func FindingKind(k model.FindingKind) string {
	switch k {
	case model.FindingUnreadable:
		return "unreadable"
	case model.FindingNeverOpen:
		return "never open"
	case model.FindingRoleGone:
		return "role gone"
	case model.FindingEntityGone:
		return "trusted entity gone"
	case model.FindingAssignable:
		return "role is assignable"
	case model.FindingLapsing:
		return "lapsing within 14 days"
	case model.FindingEveryAddress:
		return "open to every address"
	case model.FindingWideRange:
		return "very wide range"
	case model.FindingCovered:
		return "covered by another trust"
	case model.FindingLapsed:
		return "lapsed"
	}
	return string(k)
}

// Finding is the reason of a finding in a clause: "lapsed 3d ago, 2026-11-17
// 14:03 UTC". name is how a trusted entity is called.
func Finding(f model.Finding, name func(model.Entity) string, now time.Time, g theme.Glyphs) string {
	switch f.Kind {
	case model.FindingUnreadable:
		return unreadable(f, g)
	case model.FindingNeverOpen:
		return neverOpen(f, now, g)
	case model.FindingRoleGone:
		return "its role does not exist any more"
	case model.FindingEntityGone:
		return "its " + string(f.Trust.Entity.Kind) + " does not exist any more"
	case model.FindingAssignable:
		return "its role is assignable: held, not assumed"
	case model.FindingLapsing:
		return "lapses " + When(f.At, now, nil) + " UTC, in " + ApproxDown(f.At.Sub(now))
	case model.FindingEveryAddress:
		return "can be used from " + everyAddress(f)
	case model.FindingWideRange:
		return "lets in very many addresses: " + sizes(f.Ranges)
	case model.FindingCovered:
		return covered(f, name)
	case model.FindingLapsed:
		return "lapsed " + Ago(now.Sub(f.At)) + ", " + f.At.UTC().Format("2006-01-02 15:04") + " UTC"
	}
	return FindingKind(f.Kind)
}

// FindingShort is Finding in 20 columns, for a list.
func FindingShort(f model.Finding, now time.Time) string {
	switch f.Kind {
	case model.FindingUnreadable:
		return "unreadable " + unreadablePart(f.Cause)
	case model.FindingNeverOpen:
		return "never: " + map[model.FindingCause]string{
			model.CauseWindow: "empty window", model.CauseValidity: "lapses first", model.CauseAddresses: "bad addresses",
		}[f.Cause]
	case model.FindingEntityGone:
		return string(f.Trust.Entity.Kind) + " gone"
	case model.FindingLapsing:
		return "lapses in " + ApproxDown(f.At.Sub(now))
	case model.FindingEveryAddress:
		told, _, _ := strings.Cut(everyAddress(f), ":")
		return told
	case model.FindingWideRange:
		return "wide " + f.Ranges[0].Prefix.String()
	case model.FindingCovered:
		if f.Same {
			return "same as another"
		}
		return "covered by another"
	case model.FindingLapsed:
		return "lapsed " + Ago(now.Sub(f.At))
	}
	return FindingKind(f.Kind)
}

// unreadablePart names what of a trust cannot be read.
func unreadablePart(c model.FindingCause) string {
	switch c {
	case model.CauseValidity:
		return "end"
	}
	return string(c)
}

func unreadable(f model.Finding, g theme.Glyphs) string {
	switch t := f.Trust; f.Cause {
	case model.CauseValidity:
		return "its end of validity cannot be read: " + t.ValidUntilProblem
	case model.CauseEntity:
		return "its trusted entity cannot be read"
	case model.CauseType:
		return "its trust type is not known: " + string(t.Type)
	case model.CauseAddresses:
		return fmt.Sprintf("%d of its %d addresses cannot be read: %s", len(f.Ranges), len(t.SourceIPs), raws(f.Ranges))
	}
	_, why, _ := strings.Cut(Schedule(f.Trust.Schedule, g), ": ")
	return "its schedule cannot be read: " + why
}

func neverOpen(f model.Finding, now time.Time, g theme.Glyphs) string {
	switch f.Cause {
	case model.CauseWindow:
		return "never opens: its window is empty, " + hours(f.Trust.Schedule, g)
	case model.CauseAddresses:
		return "lets nobody in: no address of its list can be read: " + raws(f.Ranges)
	}
	told := "never opens: it lapses " + When(f.At, now, nil) + " UTC"
	if f.Opens.IsZero() {
		return told + ", and does not open before"
	}
	return told + ", and would open " + When(f.Opens, now, nil) + " UTC"
}

// everyAddress says which of all addresses, and by which entries.
func everyAddress(f model.Finding) string {
	families := map[string]bool{}
	for _, r := range f.Ranges {
		families[r.Family()] = true
	}
	switch {
	case len(f.Ranges) == 0:
		return "every address"
	case len(families) == 1:
		return "every " + f.Ranges[0].Family() + " address: " + raws(f.Ranges)
	}
	return "every address: " + raws(f.Ranges)
}

func covered(f model.Finding, name func(model.Entity) string) string {
	does := "lets in all that it does"
	if f.Same {
		does = "does the same"
	}
	told := "does nothing: another trust of " + name(f.Cover.Entity) + " " + does
	if f.Cover.ID == "" {
		return told
	}
	return told + " (" + strings.TrimSuffix(model.ShortID(f.Cover.ID), "…") + ")"
}

// sizes are ranges with how many addresses each has.
func sizes(ranges []model.IPCondition) string {
	told := make([]string, len(ranges))
	for i, r := range ranges {
		told[i] = r.Prefix.String() + " (" + r.Size() + ")"
	}
	return strings.Join(told, ", ")
}

// raws are entries as they stand in the list.
func raws(ranges []model.IPCondition) string {
	told := make([]string, len(ranges))
	for i, r := range ranges {
		told[i] = r.Raw
		if told[i] == "" {
			told[i] = `""`
		}
	}
	return strings.Join(told, ", ")
}
