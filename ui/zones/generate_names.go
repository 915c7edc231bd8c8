//go:build ignore

// Writes names.txt: the names of Go's own time zone database that lie in one of
// the regions of IANA's list. Run it with go generate after an update of Go.
package main

import (
	"archive/zip"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		log.Fatalf("ask go for its folder: %v", err)
	}
	folder := filepath.Join(strings.TrimSpace(string(root)), "lib", "time")
	names, err := names(filepath.Join(folder, "zoneinfo.zip"))
	if err != nil {
		log.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(folder, "update.bash"))
	if err != nil {
		log.Fatal(err)
	}
	version := regexp.MustCompile(`(?m)^DATA=(\S+)`).FindStringSubmatch(string(script))
	if version == nil {
		log.Fatal("update.bash names no version of the database")
	}
	text := fmt.Sprintf("# tzdata %s, by go generate\n%s\n", version[1], strings.Join(names, "\n"))
	if err := os.WriteFile("names.txt", []byte(text), 0o644); err != nil {
		log.Fatal(err)
	}
}

// regions are the first parts of the names that IANA gives to places. The rest
// are old spellings, as "GB" and "US/Eastern".
var regions = []string{"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}

func names(path string) ([]string, error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	var names []string
	for _, file := range archive.File {
		region, _, inside := strings.Cut(file.Name, "/")
		if inside && slices.Contains(regions, region) && !strings.HasSuffix(file.Name, "/") {
			names = append(names, file.Name)
		}
	}
	slices.Sort(names)
	return names, nil
}
