package main

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"actas/client/simulator"
	"actas/model"
	"actas/theme"
)

// What comes from outside is harmless on the way to the terminal, and what is
// secret never gets there.

// TestHostileNamesAreHarmless browses an organisation whose names would act on
// a terminal, and reads every byte that was written to it.
func TestHostileNamesAreHarmless(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{prepare: func(server *simulator.Server) {
		hostile(server)
		ada, _ := server.User("Ada Byron")
		role, _ := server.Role("Log Reader")
		for _, name := range hostileNames {
			server.AddGroup(model.Group{Name: name})
			server.AddSession(model.Session{Name: name, RoleID: role.ID, UserID: ada.ID, Remaining: time.Hour})
		}
	}, deps: painted(theme.Options{Profile: termenv.TrueColor})})
	s.press("2", "enter")
	for range hostileNames {
		s.press("esc", "j", "enter")
	}
	s.press("esc", "1", "G", "enter", "esc", "x", "n", "3", "enter", "esc", "2", "G", "/")
	s.write("osc")
	s.press("enter", "a", "esc", "?")
	for _, frame := range s.everyFrame() {
		checkFits(t, frame, 80)
		checkAligned(t, frame)
	}
	if foreign := foreignIn(s.output()); len(foreign) > 0 {
		t.Errorf("not ours: %q", foreign)
	}
}

// accessAt is the column in which the roles' access begins in 80 columns.
const accessAt = 31

// checkAligned checks that the access of every role stands in one column.
func checkAligned(t *testing.T, frame string) {
	t.Helper()
	lines := strings.Split(ansi.Strip(frame), "\n")
	if len(lines) < 3 || !strings.HasPrefix(lines[2], "  ROLE                         ACCESS") {
		return
	}
	for _, line := range lines[3:] {
		if before, _, found := strings.Cut(line, "open, no end"); found && ansi.StringWidth(before) != accessAt {
			t.Errorf("access in column %d: %q", ansi.StringWidth(before), line)
		}
	}
}

// ours are the sequences that Bubble Tea and Lip Gloss write: colours, the
// cursor, erasing, and the modes of bracketed paste and the cursor.
var ours = regexp.MustCompile(`^\x1b\[([0-9;:]*m|[0-9]*[ABCDKJ]|[0-9;]*H|\?(25|2004|1002|1003|1006)[hl])$`)

// foreignIn finds the control bytes, escape sequences and unseen characters
// that are not ours.
func foreignIn(output string) []string {
	var foreign []string
	if !utf8.ValidString(output) {
		foreign = append(foreign, "invalid UTF-8")
	}
	var state byte
	for rest := output; rest != ""; {
		seq, width, n, next := ansi.DecodeSequence(rest, state, nil)
		state, rest = next, rest[n:]
		control := width == 0 && (seq[0] < ' ' || seq[0] == 0x7f || strings.HasPrefix(seq, "\xc2") && seq < "\xc2\xa0")
		if control && seq != "\n" && seq != "\r" && !ours.MatchString(seq) && !slices.Contains(foreign, seq) {
			foreign = append(foreign, seq)
		}
	}
	for _, r := range "\u202e\u2066\u200b\u200d\ufeff\u00ad\u009b\u0090" {
		if strings.ContainsRune(output, r) {
			foreign = append(foreign, string(r))
		}
	}
	return foreign
}

// TestForeignSequencesAreSeen proves that the check finds what it is for.
func TestForeignSequencesAreSeen(t *testing.T) {
	t.Parallel()
	for _, sequence := range []string{"\x1b]0;owned\a", "\x1b]52;c;eA==\x1b\\", "\x1b[6n", "\x1bP1$q\x1b\\", "\x1b[?1049h", "\x07", "\x9b31m", "\u009b31m", "\u202e", "\x00"} {
		if len(foreignIn("before"+sequence+"after")) == 0 {
			t.Errorf("%q is not seen", sequence)
		}
	}
	if foreign := foreignIn("\x1b[1;31mred\x1b[m\r\n\x1b[2K\x1b[3A\x1b[?25l"); len(foreign) > 0 {
		t.Errorf("ours taken for foreign: %q", foreign)
	}
}

// TestSecretsAreInNoFrame goes through everything that has to do with secrets,
// with an API that repeats them in its errors, and searches all that was drawn.
func TestSecretsAreInNoFrame(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{cols: 120, rows: 40})
	ada, _ := s.server.User("Ada Byron")
	live, err := s.client.Sessions(t.Context(), ada.ID)
	if err != nil || len(live) == 0 {
		t.Fatalf("%d sessions, %v", len(live), err)
	}
	secrets := []string{s.server.Key()}
	for _, l := range live {
		secrets = append(secrets, strings.TrimPrefix(l.Token.Reveal(), "ars-"))
	}
	echo := `{"error":"GET /v2/assumed-roles/` + live[0].Token.Reveal() + ` with ` + s.server.Key() + ` failed","status":500}`
	for _, l := range live {
		on(l.Name)(s)
		s.press("enter", "y", "Y", "j", "j", "j", "j", "j", "j", "j", "j", "esc", "esc")
	}
	for _, fault := range []simulator.Fault{
		{Status: 500, Body: echo}, {Status: 403, Body: echo}, {Reset: simulator.ResetBeforeAnswer},
		{Status: 302, Header: http.Header{"Location": {"https://elsewhere.example/v2/assumed-roles/" + live[0].Token.Reveal()}}},
	} {
		s.server.Next("DELETE", fault)
		s.press("x", "y")
		s.see("Not revoked")
	}
	assume(s, "Production Deploy")
	s.server.Next("GET", simulator.Fault{Status: 500, Body: echo, Times: -1})
	s.press("ctrl+r")
	s.pass(5 * time.Second)
	s.see("Read failed")
	s.press("2", "3", "?", "esc", ":")
	all := strings.Join(s.everyFrame(), "\n") + s.output()
	if token := regexp.MustCompile(`ars-[A-Za-z0-9]+`).FindString(all); token != "" {
		t.Errorf("a token was drawn, as %s", token)
	}
	for _, secret := range secrets {
		if at := strings.Index(all, secret); at >= 0 {
			t.Errorf("a secret was drawn: %q", all[max(0, at-100):min(len(all), at+100)])
		}
	}
}
