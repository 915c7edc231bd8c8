package client

import (
	"encoding/json"
	"slices"

	"actas/client/cache"
	"actas/model"
)

const (
	// keptOwner is the name of the list in the cache that tells whose the key is and
	// what entities are called.
	keptOwner = "owner"
	// namesPerPage and mostNames bound what is kept of names: a name has a thousand
	// characters at most.
	namesPerPage = 1000
	mostNames    = 1 << 16
)

// keptPage is a page of that list, which is ours alone: the owner on the first, names
// on all others.
type keptPage struct {
	Owner *keptKeyOwner `json:"owner,omitempty"`
	Names []keptName    `json:"names,omitempty"`
}

type keptKeyOwner struct {
	ID               wireText `json:"id,omitempty"`
	Name             wireText `json:"name,omitempty"`
	UserEmail        wireText `json:"user_email,omitempty"`
	Said             bool     `json:"said,omitempty"`
	Email            wireText `json:"email,omitempty"`
	OrganizationID   wireText `json:"organization_id,omitempty"`
	OrganizationName wireText `json:"organization_name,omitempty"`
	Alone            bool     `json:"alone,omitempty"`
	// Groups is null where they are not known.
	Groups *[]wireText `json:"groups"`
}

type keptName struct {
	Kind wireText `json:"kind"`
	ID   wireText `json:"id"`
	Name wireText `json:"name"`
}

// Remember keeps for the next run whose key this is, and what entities are called, as
// it was at a moment of this run. names is asked for nothing where there is no cache.
func (c *Client) Remember(owner model.KeyOwner, names func() []model.Entity, since model.Moment) {
	now := c.clock.Now()
	draft := c.cache.Begin(keptOwner, now.Wall.Add(since.Boot-now.Boot))
	if draft == nil {
		return
	}
	defer draft.Drop()
	add := func(page keptPage) {
		// Texts and truths alone always make JSON.
		body, _ := json.Marshal(page)
		draft.Add(body)
	}
	add(keptPage{Owner: keepOwner(owner)})
	all := names()
	for some := range slices.Chunk(all[:min(len(all), mostNames)], namesPerPage) {
		page := keptPage{Names: make([]keptName, len(some))}
		for i, e := range some {
			page.Names[i] = keptName{wireText(e.Kind), wireText(e.ID), wireText(e.Name)}
		}
		add(page)
	}
	draft.Keep()
}

func keepOwner(o model.KeyOwner) *keptKeyOwner {
	kept := &keptKeyOwner{
		ID: wireText(o.User.ID), Name: wireText(o.User.Name), UserEmail: wireText(o.User.Email), Said: o.Said,
		Email: wireText(o.Email), OrganizationID: wireText(o.Organization.ID),
		OrganizationName: wireText(o.Organization.Name), Alone: o.Alone,
	}
	if o.GroupsKnown {
		groups := make([]wireText, len(o.GroupIDs))
		for i, id := range o.GroupIDs {
			groups[i] = wireText(id)
		}
		kept.Groups = &groups
	}
	return kept
}

func (k *keptKeyOwner) owner() model.KeyOwner {
	o := model.KeyOwner{
		User: model.User{ID: string(k.ID), Name: string(k.Name), Email: string(k.UserEmail)}, Said: k.Said, Email: string(k.Email),
		Organization: model.Organization{ID: string(k.OrganizationID), Name: string(k.OrganizationName)},
		Alone:        k.Alone && k.OrganizationID != "", GroupsKnown: k.Groups != nil,
	}
	if k.Groups != nil {
		for _, id := range *k.Groups {
			o.GroupIDs = append(o.GroupIDs, string(id))
		}
	}
	return o
}

// rememberedOwner adds to what is remembered whose key it was, and what entities were
// called, where the cache holds that.
func (c *Client) rememberedOwner(r model.Remembered) model.Remembered {
	list, err := c.openKept(keptOwner)
	if err != nil {
		return r
	}
	defer list.Close()
	first, ok := nextKept(list)
	if !ok || first.Owner == nil {
		return r
	}
	r.Owner, r.Names = first.Owner.owner(), c.rememberedNames
	if list.Read.Before(r.Read) {
		r.Read = list.Read
	}
	return r
}

// rememberedNames are the names in the cache, as far as they can be read.
func (c *Client) rememberedNames() []model.Entity {
	list, err := c.openKept(keptOwner)
	if err != nil {
		return nil
	}
	defer list.Close()
	var named []model.Entity
	for page, ok := nextKept(list); ok && len(named) < mostNames; page, ok = nextKept(list) {
		for _, n := range page.Names {
			kind := model.EntityKind(n.Kind)
			known := kind == model.EntityUser || kind == model.EntityGroup || kind == model.EntityIssuer
			if known && n.ID != "" && n.Name != "" {
				named = append(named, model.Entity{Kind: kind, ID: string(n.ID), Name: string(n.Name)})
			}
		}
	}
	return named
}

// nextKept reads the next page; false behind the last, and where one cannot be read.
func nextKept(list *cache.List) (page keptPage, ok bool) {
	body, err := list.Next()
	if err != nil || json.Unmarshal(body, &page) != nil {
		return keptPage{}, false
	}
	return page, true
}
