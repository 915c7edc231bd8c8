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
	// Token is what the secret forms hold; the zero value where there are none.
	Token model.Secret
	// Choices go by their numbers, from 1 to 9 at most.
	Choices []Choice
}

// Choice is one form.
type Choice struct {
	// Name is the row's, What the thing copied is called in a sentence.
	Name, What string
	// Hint is what its row shows of it; a mask stands for the token.
	Hint string
	// Write is the text itself, with whatever stands for the token; nil where
	// Blocked is set.
	Write func(token string) string
	// Secret is set where the text holds the token.
	Secret bool
	// Blocked says why it cannot be copied; empty where it can.
	Blocked string
	// Note is what there is to know before one pastes it; empty for nothing.
	Note string
}

// fixed writes the same, whatever the token is.
func fixed(text string) func(string) string { return func(string) string { return text } }

// told is a choice of an export, blocked where that was refused.
func told(c Choice, text export.Text, refusal error) Choice {
	if refusal != nil {
		c.Blocked = refusal.Error()
		return c
	}
	c.Write = fixed(text.Body)
	if len(text.Warnings) > 0 {
		c.Note = "It cannot say everything: read its comments."
	}
	return c
}
