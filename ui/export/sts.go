package export

import (
	"strconv"
	"time"

	"actas/model"
	"actas/ui/shellenv"
)

// STSPath is Vultr's endpoint in the dialect of AWS's STS.
const STSPath = "/v2/assumed-roles/compatibility/aws/sts"

// STSParameters are the parameters of the form that asks for a session over STS, as
// name=value, in the order of Vultr's guide "How to Assume a Role Using AWS Security
// Token Service (STS) Compatibility". An identity token is a variable of the shell.
func STSParameters(r model.AssumeRequest) []string {
	out := []string{"Action=AssumeRole"}
	if model.ByIdentityToken(r.AuthMethod) {
		out[0] = "Action=AssumeRoleWithWebIdentity"
	}
	out = append(out, "RoleArn=arn:aws:iam::"+r.OrganizationID+":role/"+r.RoleID, "RoleSessionName="+r.Name)
	if r.Duration > 0 {
		out = append(out, "DurationSeconds="+strconv.FormatInt(int64(r.Duration/time.Second), 10))
	}
	if model.ByIdentityToken(r.AuthMethod) {
		out = append(out, "WebIdentityToken=$"+shellenv.OIDCToken)
	}
	return out
}
