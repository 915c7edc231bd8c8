package copyas

import (
	"actas/model"
	"actas/ui/export"
)

// Source is what is copied from, and the forms that it can be copied in.
type Source struct {
	// Name tells what it is in the sheet's title, Of in the sentence that says what
	// was copied.
	Name, Of string
	// Token and AWS are what the secret forms hold; the zero value where there are none.
	Token model.Secret
	AWS   model.AWSKeys
	// Storage is set where the token is an object storage's.
	Storage bool
	// Choices go by their keys: 1 to 9, and small letters from a on.
	Choices []Choice
}

// Secrets are what stands in the forms that hold some: the session's own, or masks.
type Secrets struct{ Token, KeyID, SecretKey string }

// secrets are the session's own.
func (s Source) secrets() Secrets {
	return Secrets{Token: s.Token.Reveal(), KeyID: s.AWS.ID.Reveal(), SecretKey: s.AWS.Secret.Reveal()}
}

// choiceKeys are the keys of the choices, in their order.
const choiceKeys = "123456789abcdef"

// Choice is one form.
type Choice struct {
	// Name is the row's, What the thing copied is called in a sentence.
	Name, What string
	// Hint is what its row shows of it; a mask stands for the token.
	Hint string
	// Write is the text itself, with whatever stands for the secrets; nil where
	// Blocked is set.
	Write func(Secrets) string
	// Secret is set where the text holds a secret.
	Secret bool
	// Profile is set where the text is not copied, but written into that profile of
	// AWS's credentials file, once the person has said yes.
	Profile string
	// Blocked says why it cannot be copied; empty where it can.
	Blocked string
	// Note is what there is to know before one pastes it; empty for nothing.
	Note string
}

// fixed writes the same, whatever the secrets are.
func fixed(text string) func(Secrets) string { return func(Secrets) string { return text } }

// told is a choice of an export, blocked where that was refused.
func told(c Choice, text export.Text, refusal error) Choice {
	if refusal != nil {
		c.Blocked = refusal.Error()
		return c
	}
	c.Write = fixed(text.Body)
	if len(text.Warnings) > 0 {
		c.Note = "Its comments say what is missing."
	}
	return c
}
