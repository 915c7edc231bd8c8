package form

import (
	"slices"
	"strings"
	"testing"

	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/screentest"
)

func TestArgumentsOfACallStandWhole(t *testing.T) {
	t.Parallel()
	got := ByHandShell([]string{
		`curl -X POST -G 'https://s3.example:4443/sts' \`,
		`  --data-urlencode 'Action=AssumeRole' \`,
		`  --data-urlencode 'PolicyArns=urn:ecs:iam::s3:policy/team-bucket' \`,
		`  --data-urlencode 'InlineSessionPolicy={"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}'`,
	}, screentest.Plain)
	want := []string{
		`curl -X POST -G 'https://s3.example:4443/sts' \`,
		`  --data-urlencode 'Action=AssumeRole' \`,
		`  --data-urlencode \`,
		`   'PolicyArns=urn:ecs:iam::s3:policy/team-bucket' \`,
		`  --data-urlencode \`,
		`   'InlineSessionPolicy={"Version":"2012-10-17",`,
		`    "Statement":[{"Effect":"Allow"}]}'`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, l := range got {
		if line.Width(l) > scene.DetailWidth {
			t.Errorf("%q is too wide", l)
		}
	}
}
