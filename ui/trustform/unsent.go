package trustform

import "actas/ui/form"

// Unsent reports that something was typed or chosen that is not on its way to the
// API: leaving loses it.
func (m Model) Unsent() bool { return m.touched && m.outcome != form.Sending }
