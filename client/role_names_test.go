package client

import (
	"reflect"
	"strings"
	"testing"

	"actas/model"
)

// TestRoleNamesAgreeWithRoles: where the walk reads a page, it reads what the
// whole decoding reads, and where it does not, the error is the same.
func TestRoleNamesAgreeWithRoles(t *testing.T) {
	t.Parallel()
	const role = `{"id":"r-1","name":"DBA","description":"a \"b\" {c]","role_type":"service","max_session_duration":3600,"policies":[{"id":"p","name":"x"}]}`
	for _, body := range []string{
		`{"roles":[` + role + `],"meta":{"total":2,"links":{"next":"c","prev":""}}}`,
		" {\n \"meta\" : null , \"roles\" : [ " + role + " , {\"id\":7,\"name\":\"Caf\\u00e9\\u0007\",\"role_type\":\"user\"} ] } ",
		`{"roles":[]}`, `{"roles":[{"id":"r","name":null,"role_type":"other"}]}`,
		`{"roles":null}`, `{"roles":{}}`, `{}`, `[]`, `null`, ``, `{"roles":[` + role, `{"roles":[7]}`, `{"roles":[{"name":"x"}]}`,
		`{"roles":[{"id":["r"]}]}`, `<html>`, `{"roles":[` + role + `]} x`,
	} {
		got, meta, err := decodeRoleNames(answer{body: []byte(body)})
		roles, wantMeta, wantErr := decodeRoles(answer{body: []byte(body)})
		want := make([]model.Role, len(roles))
		for i, r := range roles {
			want[i] = model.Role{ID: r.ID, Name: r.Name, Type: r.Type}
		}
		if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
			t.Errorf("%s: error %v, want %v", body, err, wantErr)
		}
		if err == nil && (!reflect.DeepEqual(got, want) || meta != wantMeta) {
			t.Errorf("%s: %+v %+v, want %+v %+v", body, got, meta, want, wantMeta)
		}
	}
}

func BenchmarkRoleNames(b *testing.B) {
	role := `{"id":"0c74d10c-17ea-4a39-9444-5468419a72b5","name":"Payments Operator 0001","description":"Operator of the payments services.",` +
		`"role_type":"assumable","max_session_duration":3600,"policies":[{"id":"p","name":"x","policy_document":{"Statement":[{"Effect":"Allow","Action":["payments.*"],"Resource":"*"}]}}]}`
	body := []byte(`{"roles":[` + strings.Repeat(role+",", 499) + role + `]}`)
	for name, decode := range map[string]decodePage[model.Role]{"whole": decodeRoles, "names": decodeRoleNames} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := decode(answer{body: body}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
