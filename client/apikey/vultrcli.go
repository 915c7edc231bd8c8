package apikey

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"actas/client/private"
	"actas/model"
)

// VultrCLIPath is the configuration file of vultr-cli, where there is one; empty
// where not.
func (p Places) VultrCLIPath() string {
	if p.Home == "" {
		return ""
	}
	path := filepath.Join(p.Home, ".vultr-cli.yaml")
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return path
}

// VultrCLI reads the key of vultr-cli, which has it in the line api-key of its
// YAML. No more of YAML is read than that line, as plain or quoted text. The error is
// as that of [Places.File].
func (p Places) VultrCLI() (model.Secret, error) {
	path := p.VultrCLIPath()
	if path == "" {
		return model.Secret{}, Error{"there is no ~/.vultr-cli.yaml"}
	}
	data, err := private.ReadSecret(path, fileCap)
	if err != nil {
		return model.Secret{}, err
	}
	value, ok := apiKey(string(data))
	if !ok {
		return model.Secret{}, Error{"~/.vultr-cli.yaml has no line api-key: that can be read"}
	}
	return key(value, "the line api-key: of ~/.vultr-cli.yaml")
}

// apiKey finds the value of the key api-key at the top level. Viper, which reads
// the file for vultr-cli, does not tell capital letters from small ones.
func apiKey(yaml string) (value string, ok bool) {
	lines := bufio.NewScanner(strings.NewReader(yaml))
	lines.Buffer(nil, fileCap+1)
	for lines.Scan() {
		name, rest, found := strings.Cut(strings.TrimPrefix(lines.Text(), mark), ":")
		if name = strings.Trim(strings.TrimRight(name, " \t"), `"'`); !found || !strings.EqualFold(name, "api-key") {
			continue
		}
		if rest != "" && rest[0] != ' ' && rest[0] != '\t' {
			return "", false
		}
		return scalar(strings.TrimSpace(rest))
	}
	return "", false
}

// scalar reads a value that stands in one line: plain, or in quotes without
// escapes.
func scalar(text string) (string, bool) {
	if text == "" {
		return "", true
	}
	if quote := text[0]; quote == '"' || quote == '\'' {
		value, after, closed := strings.Cut(text[1:], string(quote))
		after = strings.TrimSpace(after)
		return value, closed && !strings.Contains(value, `\`) && (after == "" || after[0] == '#')
	}
	if strings.ContainsRune("&*!|>{[%@`#", rune(text[0])) {
		return "", text[0] == '#'
	}
	value, _, _ := strings.Cut(text, " #")
	return strings.TrimSpace(value), true
}
