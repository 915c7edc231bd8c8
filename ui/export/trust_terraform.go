package export

import (
	"fmt"

	"actas/model"
	"actas/theme"
	"actas/ui/words"
)

// roleTrust is the resource of Vultr's provider.
const roleTrust = "vultr_organization_role_trust"

// Terraform is the trust as a resource of Vultr's provider, with the block that
// imports it. The error is a Refusal where the provider could only make another
// trust, or one that lets in more people. Days and the zone, which it has no
// argument for, become warnings: an import leaves them as they are.
func (t Trust) Terraform() (Text, error) {
	if why := t.inexpressible(); why != "" {
		return Text{}, Refusal(why)
	}
	warnings := t.lost()
	var f file
	f.comment(fmt.Sprintf("Role trust: %s for %s. Exported by actas.", t.roleLabel(), t.entity))
	for _, w := range warnings {
		f.comment("", w)
	}
	f.comment(t.afterwards()...)
	if t.trust.ID != "" {
		f.begin("import")
		f.put("to", address(roleTrust, t.name))
		f.set("id", t.trust.ID)
		f.end()
		f.line("")
	}
	f.begin("resource", roleTrust, t.name)
	t.arguments(&f)
	f.end()
	return Text{Body: f.String(), Warnings: warnings}, nil
}

// arguments writes what the provider has arguments for.
func (t Trust) arguments(f *file) {
	entity := "user"
	if t.trust.Entity.Kind == model.EntityGroup {
		entity = "group"
	}
	f.set("role", t.trust.RoleID)
	f.set(entity, t.trust.Entity.ID)
	f.set("type", string(t.trust.Type))
	if s := t.trust.Schedule; s.Start != 0 || s.End != 0 {
		f.setNumber("hour_start", int64(s.Start/60))
		f.setNumber("hour_end", int64(s.End/60))
	}
	if ips := t.trust.SourceIPs; len(ips) > 0 {
		texts := make([]string, len(ips))
		for i, ip := range ips {
			texts[i] = quoted(ip.Raw)
		}
		f.put("ip_range", tuple(texts))
	}
	if until := t.trust.ValidUntil; !until.IsZero() {
		f.set("date_expires", until.UTC().Format(dateOfAPI))
	}
	// Its read function sets neither, while a change of either replaces the trust.
	f.keep("The provider does not read these back: without this, an import plans to destroy the trust and to make another.", "role", entity)
}

// inexpressible says why the provider cannot make such a trust; empty where it
// can. Its schema is that of resource_vultr_organization_role_trust.go.
func (t Trust) inexpressible() string {
	if why := t.unreadable(); why != "" {
		return why
	}
	switch kind := t.trust.Entity.Kind; {
	case t.trust.Type == model.FederatedAssumption:
		return "the provider cannot create FederatedAssumption trusts"
	case kind == model.EntityIssuer:
		return "the provider has no argument for an OIDC issuer"
	case kind == model.EntitySource:
		return "the provider has no argument for a source, here " + t.trust.Entity.ID
	}
	for _, c := range t.trust.Unknown {
		if !limitsNothing(c.JSON) {
			return "the provider has no argument for the condition " + c.Name + ": without it the trust would let in more"
		}
	}
	if s := t.trust.Schedule; s.Start%60 != 0 || s.End%60 != 0 {
		hours := words.Schedule(model.NewSchedule(s.Zone, 0, s.Start, s.End), plainGlyphs())
		return "the provider takes whole hours only, here " + hours
	}
	return ""
}

// limitsNothing reports that a condition's value is as good as absent.
func limitsNothing(value string) bool {
	return value == "null" || value == "[]" || value == "{}" || value == `""`
}

// afterwards says what to look out for once Terraform manages the trust.
func (t Trust) afterwards() []string {
	var out []string
	if len(t.trust.SourceIPs) > 0 || t.trust.Schedule.Kind() != model.ScheduleAlways {
		// Its update function sends the conditions always, and in them only those
		// arguments that changed.
		out = append(out, "", "An import leaves the trust as it is. A later change by Terraform may not: the provider sends only a part of "+
			"the conditions then, and the API may drop the rest. Look at the trust after it.")
	}
	if !t.trust.ValidUntil.IsZero() {
		// The provider compares the texts, and the API has several forms.
		out = append(out, "", "If the plan of the import changes date_expires, the API writes the date in another form: take that over first.")
	}
	return out
}

// lost says what the provider has no argument for and an import keeps.
func (t Trust) lost() []string {
	var out []string
	s := t.trust.Schedule
	kind := s.Kind()
	if kind == model.ScheduleDays || kind == model.ScheduleDaysAndHours {
		out = append(out, "Wider than the trust: the provider has no argument for days_of_week, here "+words.Days(s.Days, plainGlyphs())+
			". A trust made from this block alone would open every day.")
	}
	if hours := kind == model.ScheduleHours || kind == model.ScheduleDaysAndHours; hours && words.Zone(s) != "UTC" {
		out = append(out, "Other hours than the trust's: the provider has no argument for timezone, here "+words.Zone(s)+
			". A trust made from this block alone would count its hours in UTC.")
	}
	return out
}

// roleLabel is the role's name, or its id where that is not known.
func (t Trust) roleLabel() string {
	if t.role == "" {
		return t.trust.RoleID
	}
	return t.role
}

// identifier is what Terraform calls the trust unless another is called so too.
func (t Trust) identifier() string {
	if name := identifier("trust", t.role, t.entityName()); name != "trust" {
		return name
	}
	return identifier("trust", start(t.trust.ID))
}

// entityName is the entity without the word for its kind.
func (t Trust) entityName() string {
	name := t.entity
	if kind := string(t.trust.Entity.Kind) + " "; len(name) > len(kind) && name[:len(kind)] == kind {
		name = name[len(kind):]
	}
	return name
}

// plainGlyphs draw what any file can hold.
func plainGlyphs() theme.Glyphs { return theme.New(theme.Options{ASCII: true}).Glyphs }
