package export

import (
	"slices"
	"testing"
	"time"

	"actas/model"
)

func TestParametersOverSTS(t *testing.T) {
	t.Parallel()
	r := model.AssumeRequest{
		Dialect: model.DialectSTS, OrganizationID: "o-1", RoleID: "r-1", UserID: "u-1", Name: "ada-1",
		AuthMethod: model.AuthKey, Duration: time.Hour, Token: model.NewSecret("CANARY"),
	}
	want := []string{"Action=AssumeRole", "RoleArn=arn:aws:iam::o-1:role/r-1", "RoleSessionName=ada-1", "DurationSeconds=3600"}
	if got := STSParameters(r); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	r.AuthMethod, r.Duration = model.AuthOIDC, 0
	want = []string{"Action=AssumeRoleWithWebIdentity", want[1], want[2], "WebIdentityToken=$ACTAS_OIDC_TOKEN"}
	if got := STSParameters(r); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
