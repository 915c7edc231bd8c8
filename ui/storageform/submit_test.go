package storageform

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

func TestWhatIsSent(t *testing.T) {
	t.Parallel()
	plain := model.AssumeRequest{Dialect: model.DialectECS, RoleID: backupARN, Name: "backup-writer-9c04", Duration: time.Hour, PolicyARNs: []string{}}
	with := func(change func(*model.AssumeRequest)) model.AssumeRequest {
		r := plain
		change(&r)
		return r
	}
	for name, c := range map[string]struct {
		form *rig
		want model.AssumeRequest
	}{
		"as it opens": {open(t, backupARN), plain},
		"all fields": {narrowed(t).at(lengthField).Keys(tea.KeyLeft), with(func(r *model.AssumeRequest) {
			r.Duration, r.PolicyARNs, r.InlinePolicy = 4*time.Hour, []string{readOnly, ownPolicy}, compacted
		})},
		"another name and length": {open(t, backupARN).Keys(tea.KeyCtrlU).Types(" nightly ").at(lengthField).Types("90m"), with(func(r *model.AssumeRequest) {
			r.Name, r.Duration = "nightly", 90*time.Minute
		})},
		"a role that is looked for": {open(t, "").Types("back").Keys(tea.KeyEnter), plain},
		"a role that no profile names": {open(t, "").Pastes(otherARN + "\n"), with(func(r *model.AssumeRequest) {
			r.RoleID, r.Name = otherARN, "pathofa-role-that-no-9c04"
		})},
		"an ARN that is typed": {openIn(t, sceneOf(80, 19), "").Types(backupARN).Keys(tea.KeyTab), plain},
	} {
		if got := c.form.Keys(tea.KeyEnter).only(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n%+v, want\n%+v", name, got, c.want)
		}
		c.form.Shows("Assuming ")
	}
}

// What is not valid is not sent, and says why at its field.
func TestWhatIsNotSent(t *testing.T) {
	t.Parallel()
	eleven := strings.Repeat("urn:ecs:iam:::policy/p%d,", 11)
	for name, c := range map[string]struct {
		form  *rig
		field fieldID
		why   string
	}{
		"no role":            {open(t, ""), roleField, "choose a role, or paste its ARN"},
		"half an ARN":        {open(t, "").Types("urn:ecs:iam::s9").Keys(tea.KeyTab), roleField, "no role of the profile matches, and it is no ARN of one"},
		"no name":            {open(t, backupARN).Keys(tea.KeyCtrlU), nameField, "a session needs a name"},
		"a short session":    {open(t, backupARN).at(lengthField).Types("10m"), lengthField, "at least 15m"},
		"a long session":     {open(t, backupARN).at(lengthField).Types("13h"), lengthField, "at most 12h"},
		"no length":          {open(t, backupARN).at(lengthField).Types("1x"), lengthField, "not a duration"},
		"no ARN of a policy": {open(t, backupARN).at(arnsField).Types(readOnly + "," + backupARN), arnsField, backupARN + ": no ARN of a policy"},
		"one policy twice":   {open(t, backupARN).at(arnsField).Types(readOnly + "," + readOnly), arnsField, readOnly + ": there already"},
		"too many policies":  {open(t, backupARN).at(arnsField).Pastes(fmt.Sprintf(eleven, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)), arnsField, "at most 10, these are 11"},
		"no JSON":            {open(t, backupARN).at(policyField).Pastes("{\n  \"Statement\": [\n    Allow\n"), policyField, "no JSON from line 3, character 5 on"},
		"no statement":       {open(t, backupARN).at(policyField).Types("{}"), policyField, "a policy has a Statement; this has none"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.form.TB = t
			c.form.Keys(tea.KeyEnter, tea.KeyTab, tea.KeyEnter)
			if n := len(c.form.requests()); n > 0 || c.form.focus != c.field {
				t.Errorf("%d requests; the focus is on %q", n, labels[c.form.focus])
			}
			c.form.Shows(c.why, "Not sent. "+labels[c.field])
		})
	}
}

func TestALiveSessionKeepsItsName(t *testing.T) {
	t.Parallel()
	f := open(t, backupARN)
	f.Scene.Roster.Put(model.Session{Name: "backup-writer-9c04", Token: model.NewSecret("t"), Remaining: time.Hour, Sent: time.Hour})
	f.Keys(tea.KeyEnter).Shows("a live session has this name already")
}

// A refusal stands at the field that it is about, with the input.
func TestRefusals(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		field, text string
		at          fieldID
	}{
		"by name":       {"session_name", "not this one (400).", nameField},
		"by parameter":  {"", "DurationSeconds must be from 900 to 3600 (400).", lengthField},
		"by the policy": {"", "The policy " + ownPolicy + " does not exist (404).", arnsField},
		"by the role":   {"", "The role " + backupARN + " does not exist (404).", roleField},
		"the document":  {"inline_policy", "MalformedPolicyDocument (400).", policyField},
		"of nothing":    {"", "The session policies take 101% of the room for them (400).", fields},
	} {
		f := narrowed(t).Keys(tea.KeyEnter)
		f.Model = f.Refused(c.field, c.text)
		f.Shows(c.text, "Not assumed. Nothing has changed; your input is kept.")
		if c.at == fields {
			f.Shows("refused        " + c.text)
		} else if f.focus != c.at || !f.faults[c.at].Refused {
			t.Errorf("%s: the focus is on %q", name, labels[f.focus])
		}
		if f.Keys(tea.KeyEnter); len(f.requests()) != 2 || !reflect.DeepEqual(f.requests()[0], f.requests()[1]) {
			t.Errorf("%s: sent again as %+v", name, f.requests())
		}
	}
}

func TestNoAnswerIsNoRefusal(t *testing.T) {
	t.Parallel()
	f := narrowed(t).Keys(tea.KeyEnter)
	f.Model = f.Failed("s3.example:4443: connection refused.")
	f.Shows("failed         s3.example:4443: connection refused.", "Not assumed.")
	f.Model = f.Unanswered("no answer in 30s.")
	f.Shows("no answer      no answer in 30s.", "A session may exist; its keys are lost.")
}
