//go:build unix

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestGoingOnWithAnotherProfile: another API, another person, and nothing of the
// one before; a profile whose key is not there changes nothing. The keys, which
// come from commands, and what those print, are in nothing that is shown or kept.
func TestGoingOnWithAnotherProfile(t *testing.T) {
	t.Parallel()
	ada, grace := newDesk(t), newDesk(t)
	folder := filepath.Join(ada.home(), "actas")
	ada.profiles(strings.NewReplacer("@ada", ada.server.URL(), "@grace", grace.server.URL(), "@folder", folder).Replace(`
default_profile = "ada"
[profiles.ada]
api_url = "@ada"
key_command = "cat '@folder/ada-key'; echo asked for ada >&2"
[profiles.grace]
api_url = "@grace"
key_file = "grace-key"
read_only = true
[profiles.lost]
key_command = "echo locked out >&2; exit 3"
`))
	keys := []string{ada.server.Keys()["Ada Byron"], grace.server.Keys()["Grace Hopper"]}
	ada.file(filepath.Join(folder, "ada-key"), keys[0], 0o600)
	ada.file(filepath.Join(folder, "grace-key"), keys[1], 0o600)
	log := filepath.Join(folder, "debug.log")
	s := startPTY(t, ptyOptions{env: ada.env, columns: 100, rows: 30}, "--debug", log)
	s.waitFor(0, "asked for ada", "ada-deploy-7f3c", " ada ")
	s.press("P")
	s.waitFor(0, "Go on with another profile", "grace", "lost")
	at := s.size()
	s.press("j\r")
	s.waitFor(at, "grace READ-ONLY", "grace-oncall-5d20")
	_, second, _ := strings.Cut(string(s.raw()[at:]), "\x1b[?1049h")
	if text := ansi.Strip(second); regexp.MustCompile(`ada-(deploy|migrate|logs)`).MatchString(text) {
		t.Errorf("something of the profile before is shown:\n%s", tail(text))
	}
	before := len(ada.server.Requests())
	at = s.size()
	s.press("P")
	s.waitFor(at, "Go on with another profile")
	s.press("j\r")
	s.waitFor(at, "locked out", "Not with lost: the key command failed with exit code 3.", "grace-oncall-5d20")
	if now := len(ada.server.Requests()); now != before {
		t.Errorf("the API of the profile before was asked %d times", now-before)
	}
	s.press("q")
	if code := s.wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	s.checkRestored()
	checkNoSecret(t, folder, s.raw(), keys)
}

// checkNoSecret looks for keys and tokens in what was shown, and in every file but
// those that hold the keys.
func checkNoSecret(t *testing.T, folder string, shown []byte, keys []string) {
	t.Helper()
	written := map[string]string{"the terminal": ansi.Strip(string(shown))}
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, "-key") {
			return err
		}
		content, err := os.ReadFile(path)
		written[path] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if written[filepath.Join(folder, "debug.log")] == "" {
		t.Error("the log of --debug is empty, so that nothing is proved by it")
	}
	for name, text := range written {
		for _, key := range keys {
			if strings.Contains(text, key) {
				t.Errorf("a key stands in %s", name)
			}
		}
		if tokenText.MatchString(text) {
			t.Errorf("a session token stands in %s", name)
		}
	}
}
