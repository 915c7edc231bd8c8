package cli

import (
	"fmt"
	"strings"

	"actas/ui/shellenv"
)

// The parts of the demo organisation that the lines below rely on: a role that is
// open at any hour, the one of the pipeline, the one of its machines, and the
// object storage's.
const (
	person       = "Ada Byron"
	openRole     = "Auditor"
	pipelineRole = "Registry Publisher"
	machineRole  = "Backup Restore"
	storageRole  = "urn:ecs:iam::s3:role/s3assumeRole"
)

// simulateVariables are what other programs need of a simulated API.
func simulateVariables(of Simulated) []shellenv.Var {
	return []shellenv.Var{
		{Name: shellenv.APIURL, Value: of.URL()}, {Name: shellenv.APIKey, Value: of.Key()},
		{Name: shellenv.OIDCToken, Value: of.OIDCToken()}, {Name: shellenv.InstanceToken, Value: of.InstanceToken()},
		{Name: shellenv.ECSToken, Value: of.ECSToken()}, {Name: "ACTAS_ORG_ID", Value: of.OrganizationID()},
	}
}

// example is a command for one program, or a text of several lines.
type example struct{ of, text string }

// The programs, as the lines name them. Vultr's provider for Terraform has no
// setting for an address, and is built for one.
const (
	forCurl      = "curl"
	forAWS       = "the AWS CLI"
	forActas     = "actas, as a profile of the object storage"
	forTerraform = "Terraform, with Vultr's provider built for this address (it has no setting for one)"
)

// simulateExamples are what can be pasted once the variables are set, for sh. Each
// is true of the demo organisation.
func simulateExamples(of Simulated) []example {
	bearer := func(variable string) string { return ` -H "Authorization: Bearer $` + variable + `"` }
	key, asJSON := bearer(shellenv.APIKey), ` -H "Content-Type: application/json"`
	post := func(path string) string { return `curl -X POST "$` + shellenv.APIURL + path + `"` }
	user, role := ids(of)
	arn := func(name string) string { return "arn:aws:iam::" + of.OrganizationID() + ":role/" + role(name) }
	return []example{
		{forCurl, `curl "$` + shellenv.APIURL + `/v2/roles"` + key},
		{forCurl, post("/v2/assumed-roles/assume") + key + asJSON +
			fmt.Sprintf(` -d '{"user_id":%q,"role_id":%q,"session_name":"curl","auth_method":"api_key","duration":3600}'`, user, role(openRole))},
		{forCurl, post("/v2/assumed-roles/assume") + bearer(shellenv.InstanceToken) + asJSON +
			fmt.Sprintf(` -d '{"role_id":%q,"session_name":"web-1","duration":900}'`, role(machineRole))},
		{forCurl, post(stsPath) + key + ` --data "Action=AssumeRole&RoleArn=` + arn(openRole) + `&RoleSessionName=curl-sts"`},
		{forCurl, post("/sts?Action=AssumeRole&RoleSessionName=temp&RoleArn="+storageRole) + ` -H "X-SDS-AUTH-TOKEN: $` + shellenv.ECSToken + `"`},
		{forAWS, `aws sts assume-role-with-web-identity --region us-east-1 --endpoint-url "$` + shellenv.APIURL + stsPath + `"` +
			" --role-arn " + arn(pipelineRole) + ` --role-session-name aws-cli --web-identity-token "$` + shellenv.OIDCToken + `"`},
		{forActas, fmt.Sprintf("[profiles.simulated]\nkind    = \"ecs\"\napi_url = %q\nkey_env = %q\nroles   = [%q]", of.URL(), shellenv.ECSToken, storageRole)},
		{forTerraform, fmt.Sprintf(`resource "vultr_organization_role_session" "simulated" {
  user_id      = %q
  role_id      = %q
  session_name = "terraform"
  duration     = 3600
}`, user, role(openRole))},
	}
}

// stsPath is where Vultr's API speaks the dialect of AWS's STS.
const stsPath = "/v2/assumed-roles/compatibility/aws/sts"

// ids are the person's, and those of roles by name; empty of what there is not.
func ids(of Simulated) (user string, role func(name string) string) {
	who, _ := of.User(person)
	return who.ID, func(name string) string {
		r, _ := of.Role(name)
		return r.ID
	}
}

// simulateLines is all that simulate prints: the variables, and the examples as
// comments, so that a shell may read all of it.
func simulateLines(of Simulated) string {
	var b strings.Builder
	b.WriteString(shellenv.Sh.Lines(simulateVariables(of)))
	last := ""
	for _, e := range simulateExamples(of) {
		if e.of != last {
			last = e.of
			b.WriteString("# With these variables, " + e.of + ":\n")
		}
		for line := range strings.SplitSeq(e.text, "\n") {
			b.WriteString("#   " + line + "\n")
		}
	}
	return b.String()
}
