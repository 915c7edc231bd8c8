package client

import (
	"time"

	"actas/model"
)

// checkNewTrust refuses what cannot be sent, or would be sent as something else.
func checkNewTrust(cl call, t model.Trust) error {
	if err := checkID(cl, fieldRoleID, t.RoleID); err != nil {
		return err
	}
	if len(t.Unknown) > 0 {
		return refused(cl, fieldConditions, "a new trust cannot have conditions that actas does not know")
	}
	for _, check := range []func(call, model.Trust) error{checkType, checkEntity, checkSchedule, checkValidity} {
		if err := check(cl, t); err != nil {
			return err
		}
	}
	return checkAddresses(cl, t.SourceIPs)
}

// checkTrustEdit refuses what an edit cannot do. What the edit leaves as it is
// goes back unread, however odd it is.
func checkTrustEdit(cl call, before, after model.Trust) error {
	if err := checkID(cl, "role trust id", before.ID); err != nil {
		return err
	}
	d := model.CompareTrusts(before, after)
	if d.Role {
		return refused(cl, fieldRoleID, "the role of a trust is fixed; make a new trust for another role")
	}
	for _, part := range []struct {
		changed bool
		check   func(call, model.Trust) error
	}{
		{d.Type, checkType}, {d.Entity, checkEntity}, {d.Schedule(), checkSchedule}, {d.Validity, checkValidity},
	} {
		if !part.changed {
			continue
		}
		if err := part.check(cl, after); err != nil {
			return err
		}
	}
	return checkAddresses(cl, d.AddedIPs)
}

func refused(cl call, field, message string) error {
	return &model.APIError{Kind: model.ErrInvalid, Call: cl.name, Action: cl.action, Field: field, Message: message}
}

func checkType(cl call, t model.Trust) error {
	if t.Type == "" {
		return refused(cl, fieldTrustType, "a trust needs a type")
	}
	return nil
}

func checkEntity(cl call, t model.Trust) error {
	field := entityField(t.Entity.Kind)
	if field == "" {
		return refused(cl, entityFields[0].name, "a trust names whom it trusts")
	}
	return checkID(cl, field, t.Entity.ID)
}

func checkSchedule(cl call, t model.Trust) error {
	s := t.Schedule
	if s.Problem == "" {
		// The hours and the zone of a schedule that was put together by hand.
		s = model.NewSchedule(s.Zone, s.Days, s.Start, s.End)
	}
	if s.Problem == "" {
		return nil
	}
	field := fieldStart
	if model.NewSchedule(s.Zone, 0, 0, 0).Problem != "" {
		field = fieldTimezone
	}
	return refused(cl, field, s.Problem)
}

// lastYear is the last one that a date on the wire has room for.
const lastYear = 9999

func checkValidity(cl call, t model.Trust) error {
	until := t.ValidUntil.UTC()
	if t.ValidUntilProblem != "" || until.Year() > lastYear || until.Year() < 1 || until != until.Truncate(time.Second) {
		return refused(cl, fieldValidUntil, "the end is no date and time to the second")
	}
	return nil
}

func checkAddresses(cl call, ips []model.IPCondition) error {
	for _, ip := range ips {
		if problem := model.ParseIPCondition(ip.Raw).Problem; problem != "" {
			return refused(cl, fieldIPAddress, ip.Raw+": "+problem)
		}
	}
	return nil
}
