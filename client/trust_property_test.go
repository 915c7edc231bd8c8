package client

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/client/simulator"
	"actas/model"
)

// desk is an organisation in which random trusts are made and changed, against
// one of the API's shapes.
type desk struct {
	client *Client
	server *simulator.Server
	roleID string
	// entities are whom a trust may name.
	entities []model.Entity
}

func newDesk(t *testing.T, variant simulator.Variant) desk {
	t.Helper()
	c, server, _, req := small(t, simulator.Config{Variant: variant, Limit: -1})
	grace := server.AddUser(model.User{Name: "Grace"})
	group := server.AddGroup(model.Group{Name: "ops"})
	issuer := server.AddIssuer(model.Issuer{Source: "external", URI: "https://ci.example.com"})
	cluster := server.AddIssuer(model.Issuer{Source: "vke", URI: "https://vke.example.com"})
	return desk{client: c, server: server, roleID: req.RoleID, entities: []model.Entity{
		{Kind: model.EntityUser, ID: req.UserID}, {Kind: model.EntityUser, ID: grace.ID}, {Kind: model.EntityGroup, ID: group.ID},
		{Kind: model.EntityIssuer, ID: issuer.ID}, {Kind: model.EntityIssuer, ID: cluster.ID},
		{Kind: model.EntitySource, ID: "instance"}, {Kind: model.EntitySource, ID: "baremetal"},
	}}
}

// onEveryShape checks a property against each shape that the API is known to have.
func onEveryShape(t *testing.T, property func(rt *rapid.T, d desk)) {
	for name, variant := range map[string]simulator.Variant{
		"govultr's":          {},
		"the OpenAPI file's": {WrappedTrust: true, AssumableRoles: true, ServiceRoleTypes: true, LongSessionList: true},
		"whole updates":      {WholeUpdate: true},
		"charset":            {Charset: true, WrappedTrust: true},
		"plain dates":        {Dates: simulator.DatesPlain, WholeUpdate: true},
		"empty arrays":       {Empty: simulator.EmptyArray, WholeUpdate: true},
		"absent keys":        {Empty: simulator.EmptyAbsent, WrappedTrust: true, WholeUpdate: true},
		"padded hours":       {Hours: simulator.HoursPadded, Empty: simulator.EmptyArray},
		"hours as on clocks": {Hours: simulator.HoursClock, Dates: simulator.DatesPlain, Empty: simulator.EmptyAbsent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, variant)
			rapid.Check(t, func(rt *rapid.T) { property(rt, d) })
		})
	}
}

func (d desk) trust(rt *rapid.T, label string) model.Trust {
	t := model.Trust{RoleID: d.roleID, Entity: rapid.SampledFrom(d.entities).Draw(rt, label+" entity")}
	t.Type = drawType(rt, label, t.Entity)
	t.Schedule = drawSchedule(rt, label)
	t.SourceIPs = drawAddresses(rt, label)
	if rapid.Bool().Draw(rt, label+" ends") {
		t.ValidUntil = drawEnd(rt, label)
	}
	return t
}

// drawType is a type that the API takes for the entity.
func drawType(rt *rapid.T, label string, e model.Entity) model.TrustType {
	if e.Kind == model.EntitySource {
		return model.TemporaryAssumption
	}
	return rapid.SampledFrom([]model.TrustType{
		model.TemporaryAssumption, model.IAMAssumption, model.FederatedAssumption,
	}).Draw(rt, label+" type")
}

func drawEnd(rt *rapid.T, label string) time.Time {
	return time.Unix(rapid.Int64Range(0, 253402300799).Draw(rt, label+" end"), 0).UTC()
}

func drawSchedule(rt *rapid.T, label string) model.Schedule {
	if rapid.Bool().Draw(rt, label+" always") {
		return model.Schedule{}
	}
	minutes := rapid.OneOf(rapid.Map(rapid.IntRange(0, 23), func(h int) int { return h * 60 }), rapid.IntRange(0, 1439))
	return model.NewSchedule(
		rapid.SampledFrom([]string{"utc", "", "Europe/Berlin", "America/St_Johns"}).Draw(rt, label+" zone"),
		model.DaySet(rapid.IntRange(0, 127).Draw(rt, label+" days")),
		minutes.Draw(rt, label+" opens"), rapid.OneOf(minutes, rapid.Just(1440)).Draw(rt, label+" closes"))
}

func drawAddresses(rt *rapid.T, label string) (ips []model.IPCondition) {
	entry := rapid.OneOf(
		rapid.SampledFrom([]string{"203.0.113.10", "2001:db8::1", "10.0.0.0/8", "10.1.2.3/8", "::ffff:192.0.2.1", "0.0.0.0/0"}),
		rapid.Map(rapid.IntRange(0, 1<<16-1), func(n int) string { return fmt.Sprintf("10.20.%d.%d", n>>8, n&255) }),
	)
	for _, raw := range rapid.SliceOfN(entry, 0, 4).Draw(rt, label+" addresses") {
		ips = append(ips, model.ParseIPCondition(raw))
	}
	return ips
}

func TestWhatIsCreatedReadsBackEqual(t *testing.T) {
	t.Parallel()
	onEveryShape(t, func(rt *rapid.T, d desk) {
		ctx := context.Background()
		asked := d.trust(rt, "new")
		made, err := d.client.CreateTrust(ctx, asked)
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { _ = d.client.DeleteTrust(ctx, made.ID) }()
		read, err := d.client.Trust(ctx, made.ID)
		if err != nil || !reflect.DeepEqual(read, made) {
			rt.Fatalf("read %+v\nmade %+v, error %v", read, made, err)
		}
		difference := model.CompareTrusts(asked, read)
		if asked.Entity.Kind == model.EntitySource {
			// The API pins the account.
			difference.Unknown = false
		}
		if !difference.None() {
			rt.Fatalf("asked %+v\nread  %+v\ndifference %+v", asked, read, difference)
		}
	})
}

// unknownFields draws fields that no document knows.
func unknownFields(rt *rapid.T, label string) map[string]json.RawMessage {
	values := rapid.SampledFrom([]string{
		`{"acctid":123456789012345678901234567890,"aud":["a","b"]}`, `1.50`, `-0.0`, `1e400`, `null`, `[]`, `{}`, `[[{"x":null}]]`,
		`"<script>&\u2028"`, `"\ud83d\ude00"`, `true`, `""`,
	})
	names := rapid.SampledFrom([]string{"oidc_claims", "mfa_required", "note", "Ünknown", "a b"})
	fields := map[string]json.RawMessage{}
	for name, value := range rapid.MapOfN(names, values, 0, 3).Draw(rt, label) {
		fields[name] = json.RawMessage(value)
	}
	return fields
}

// strange makes a trust with unknown fields at each depth.
func (d desk) strange(rt *rapid.T) model.Trust {
	t := d.trust(rt, "before")
	body := newTrustBody(t)
	conditions := readDocument(body.value(fieldConditions))
	schedule := readDocument(conditions.value(fieldTimeOfDay))
	for depth, label := range map[*document]string{body: "of the trust", conditions: "of its conditions", schedule: "of its schedule"} {
		fields := unknownFields(rt, "unknown fields "+label)
		for _, name := range slices.Sorted(maps.Keys(fields)) {
			depth.set(name, fields[name])
		}
	}
	if len(schedule.members) > 0 {
		conditions.set(fieldTimeOfDay, schedule.raw())
	}
	body.set(fieldConditions, conditions.raw())
	cl := call{name: "make a strange trust", method: http.MethodPost, path: trustsPath, body: body}
	made, err := d.client.writeTrust(context.Background(), cl, t.RoleID)
	if err != nil {
		rt.Fatal(err)
	}
	return made
}

// leaves are the values of a document that are no objects, by their paths; an
// empty object is one too. What only the API sets is left out, and so are entities
// that a trust does not name.
func leaves(rt *rapid.T, raw []byte) map[string]any {
	value, err := decodeNumbers(raw)
	if err != nil {
		rt.Fatal(err)
	}
	out := map[string]any{}
	var walk func(path string, value any)
	walk = func(path string, value any) {
		object, ok := value.(map[string]any)
		if !ok || len(object) == 0 {
			out[path] = value
			return
		}
		for name, value := range object {
			walk(path+"/"+name, value)
		}
	}
	walk("", value)
	for _, name := range ownTrustFields {
		delete(out, "/"+name)
	}
	for _, f := range entityFields {
		if value, there := out["/"+f.name]; there && value == nil {
			delete(out, "/"+f.name)
		}
	}
	return out
}

// unknownIn are the leaves of a document that actas does not know.
func unknownIn(leaves map[string]any) map[string]any {
	unknown := maps.Clone(leaves)
	maps.DeleteFunc(unknown, func(path string, _ any) bool {
		switch rest := strings.TrimPrefix(path, "/conditions"); {
		case path == "/conditions", slices.Contains(trustFields, path[1:]), rest == "/time_of_day", rest == "/ip_address":
			return true
		default:
			return slices.Contains([]string{"timezone", "days_of_week", "start", "end"}, strings.TrimPrefix(rest, "/time_of_day/"))
		}
	})
	return unknown
}

// asStored is a trust as the API has it.
func (d desk) asStored(rt *rapid.T, id string) map[string]any {
	came, _, err := d.client.trustDocument(context.Background(), id)
	if err != nil {
		rt.Fatal(err)
	}
	return leaves(rt, came.raw())
}

// lastPut is the body of the last update of a trust, empty where none was sent.
func (d desk) lastPut(id string) string {
	for _, r := range slices.Backward(d.server.Requests()) {
		if r.Method == http.MethodPut && r.Path == trustsPath+"/"+id {
			return r.Body
		}
	}
	return ""
}

func TestWhatIsUpdatedReadsBackEqualAndKeepsWhatIsUnknown(t *testing.T) {
	t.Parallel()
	onEveryShape(t, func(rt *rapid.T, d desk) {
		ctx := context.Background()
		before := d.strange(rt)
		defer func() { _ = d.client.DeleteTrust(ctx, before.ID) }()
		stored := d.asStored(rt, before.ID)
		after := d.trust(rt, "after")
		after.ID, after.Unknown = before.ID, before.Unknown
		changed, err := d.client.UpdateTrust(ctx, before, after)
		if err != nil {
			rt.Fatal(err)
		}
		read, err := d.client.Trust(ctx, before.ID)
		if err != nil || !reflect.DeepEqual(read, changed) || !saysTheSame(after, read) {
			rt.Fatalf("after %+v\nread  %+v\nerror %v", after, read, err)
		}
		unknown, kept := unknownIn(stored), unknownIn(d.asStored(rt, before.ID))
		if after.Entity.Kind == model.EntitySource && before.Entity.Kind != model.EntitySource {
			// The API pins the account where no claims are.
			maps.DeleteFunc(kept, func(path string, _ any) bool {
				_, was := unknown[path]
				return !was && strings.HasPrefix(path, "/conditions/oidc_claims")
			})
		}
		if !reflect.DeepEqual(unknown, kept) {
			rt.Fatalf("unknown fields were %v\nand are %v", unknown, kept)
		}
	})
}

// edit changes one field of a trust, and names the leaves that may be others then.
type edit struct {
	name   string
	change func(rt *rapid.T, d desk, t *model.Trust)
	leaves []string
}

func edits() []edit {
	const schedule = "/conditions/time_of_day"
	return []edit{
		{"type", func(rt *rapid.T, _ desk, t *model.Trust) { t.Type = drawType(rt, "other", t.Entity) }, []string{"/trust_type"}},
		{"entity", func(rt *rapid.T, d desk, t *model.Trust) {
			people := slices.DeleteFunc(slices.Clone(d.entities), func(e model.Entity) bool { return e.Kind == model.EntitySource })
			t.Entity = rapid.SampledFrom(people).Draw(rt, "other entity")
		}, []string{"/trusted_user_id", "/trusted_group_id", "/trusted_oidc_issuer_id", "/trusted_oidc_issuer_source"}},
		{"end", func(rt *rapid.T, _ desk, t *model.Trust) {
			t.ValidUntil = rapid.SampledFrom([]time.Time{{}, drawEnd(rt, "other")}).Draw(rt, "other end")
		}, []string{"/valid_until"}},
		{"addresses", func(rt *rapid.T, _ desk, t *model.Trust) { t.SourceIPs = drawAddresses(rt, "other") },
			[]string{"/conditions", "/conditions/ip_address"}},
		{"start", func(rt *rapid.T, _ desk, t *model.Trust) {
			start := rapid.IntRange(1, 1439).Draw(rt, "other start")
			t.Schedule = model.NewSchedule(t.Schedule.Zone, t.Schedule.Days, start, t.Schedule.End)
		}, []string{schedule + "/start"}},
		{"end of the hours", func(rt *rapid.T, _ desk, t *model.Trust) {
			end := rapid.IntRange(1, 1440).Draw(rt, "other end")
			t.Schedule = model.NewSchedule(t.Schedule.Zone, t.Schedule.Days, t.Schedule.Start, end)
		}, []string{schedule + "/end"}},
		{"days", func(rt *rapid.T, _ desk, t *model.Trust) {
			days := model.DaySet(rapid.IntRange(0, 127).Draw(rt, "other days"))
			t.Schedule = model.NewSchedule(t.Schedule.Zone, days, t.Schedule.Start, t.Schedule.End)
		}, []string{schedule + "/days_of_week"}},
		{"zone", func(rt *rapid.T, _ desk, t *model.Trust) {
			zone := rapid.SampledFrom([]string{"utc", "Asia/Kathmandu"}).Draw(rt, "other zone")
			t.Schedule = model.NewSchedule(zone, t.Schedule.Days, t.Schedule.Start, t.Schedule.End)
		}, []string{schedule + "/timezone"}},
	}
}

// hasHours: a schedule of which each part can be changed by itself.
func hasHours(s model.Schedule) bool { return limitsHours(s) && s.Start != 0 }

func TestEditOfOneFieldChangesOneFieldOnTheWire(t *testing.T) {
	t.Parallel()
	onEveryShape(t, func(rt *rapid.T, d desk) {
		ctx := context.Background()
		before := d.strange(rt)
		defer func() { _ = d.client.DeleteTrust(ctx, before.ID) }()
		possible := edits()
		if !hasHours(before.Schedule) {
			possible = possible[:4]
		}
		e := possible[rapid.IntRange(0, len(possible)-1).Draw(rt, "edit")]
		after := before
		e.change(rt, d, &after)
		if d := model.CompareTrusts(before, after); d.Schedule() && !hasHours(after.Schedule) {
			rt.Skip("the schedule limits no hours any more")
		}
		stored := d.asStored(rt, before.ID)
		if _, err := d.client.UpdateTrust(ctx, before, after); err != nil {
			rt.Fatal(err)
		}
		body := d.lastPut(before.ID)
		if (body == "") != model.CompareTrusts(before, after).None() {
			rt.Fatalf("%s: sent %q for %+v and %+v", e.name, body, before, after)
		}
		if body == "" {
			return
		}
		sent, others := leaves(rt, []byte(body)), 0
		for path := range merged(sent, stored) {
			was, there := stored[path]
			is, still := sent[path]
			switch {
			case there == still && reflect.DeepEqual(was, is):
			case slices.Contains(e.leaves, path):
				others++
			default:
				rt.Fatalf("%s: %s was %v and is %v in\n%s", e.name, path, was, is, body)
			}
		}
		if others == 0 {
			rt.Fatalf("%s: nothing is another in\n%s", e.name, body)
		}
	})
}

func merged(a, b map[string]any) map[string]any {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}
