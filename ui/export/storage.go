package export

import (
	"strconv"
	"strings"
	"time"

	"actas/model"
	"actas/ui/shellenv"
)

// StorageAssume is the call that asks an object storage for a session, for sh, in
// lines. Its parameters stand in the query, as the page "Assume Role" of Cloud
// Enterprise Object Storage has them, and its token comes from a variable.
func StorageAssume(url string, r model.AssumeRequest) []string {
	lines := []string{
		"curl -X POST -G " + shellenv.Sh.Quote(strings.TrimSuffix(url, "/")+"/sts"),
		`  -H "X-SDS-AUTH-TOKEN: ${` + shellenv.ECSToken + `}"`,
	}
	seconds := ""
	if r.Duration > 0 {
		seconds = strconv.FormatInt(int64(r.Duration/time.Second), 10)
	}
	add := func(name, value string) {
		if value != "" {
			lines = append(lines, "  --data-urlencode "+shellenv.Sh.Quote(name+"="+value))
		}
	}
	add("Action", "AssumeRole")
	add("RoleArn", r.RoleID)
	add("RoleSessionName", r.Name)
	add("DurationSeconds", seconds)
	for _, arn := range r.PolicyARNs {
		add("PolicyArns", arn)
	}
	add("InlineSessionPolicy", r.InlinePolicy)
	for i := range lines[:len(lines)-1] {
		lines[i] += " \\"
	}
	return lines
}
