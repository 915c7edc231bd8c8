package cli

import "actas/model"

// storage reports that the way that holds leads to an object storage. The way was
// found.
func (c *command) storage() bool { return c.way.profile.Kind == model.KindECS }
