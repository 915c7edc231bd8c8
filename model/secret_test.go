package model

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestSecretIsNotPrinted(t *testing.T) {
	t.Parallel()
	const canary = "ars-canary"
	secret := NewSecret(canary)
	type wrapper struct{ inner Secret }
	encoded, err := json.Marshal(Session{Token: secret})
	if err != nil {
		t.Fatal(err)
	}
	printed := []string{string(encoded), secret.Fingerprint()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		printed = append(printed, fmt.Sprintf(verb, secret), fmt.Sprintf(verb, &secret), fmt.Sprintf(verb, wrapper{secret}),
			fmt.Sprintf(verb, Session{Token: secret}), fmt.Sprintf(verb, LiveSession{Session: Session{Token: secret}}))
	}
	hex := fmt.Sprintf("%x", canary)
	for _, text := range printed {
		if strings.Contains(text, "canary") || strings.Contains(text, hex) {
			t.Errorf("printed: %s", text)
		}
	}
	if secret.Reveal() != canary {
		t.Error("Reveal does not return the secret")
	}
}

func TestSecretZeroValueAndEquality(t *testing.T) {
	t.Parallel()
	var none Secret
	if !none.Empty() || none.Reveal() != "" || none.Fingerprint() != "" || none.String() != "" || none != NewSecret("") {
		t.Error("the zero value is a secret")
	}
	a, b := NewSecret("a"), NewSecret("b")
	if a != NewSecret("a") || a == b || a.Fingerprint() == b.Fingerprint() || a.Empty() || a.String() == "" {
		t.Error("secrets are not told apart")
	}
}
