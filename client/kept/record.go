package kept

import (
	"encoding/json"
	"strings"
	"time"

	"actas/model"
	"actas/model/text"
)

// version is that of a record as it is written now.
const version = 1

// record is a session as it lies in the keyring. Met are the conditions that held; nil
// where that is not known.
type record struct {
	V          int                  `json:"v"`
	Endpoint   string               `json:"endpoint"`
	Token      string               `json:"token"`
	KeyID      string               `json:"aws_key,omitempty"`
	KeySecret  string               `json:"aws_secret,omitempty"`
	ID         string               `json:"id,omitempty"`
	Name       string               `json:"name"`
	RoleID     string               `json:"role"`
	UserID     string               `json:"user,omitempty"`
	IssuerID   string               `json:"issuer,omitempty"`
	AuthMethod string               `json:"auth,omitempty"`
	SourceIP   string               `json:"ip,omitempty"`
	Met        []string             `json:"met"`
	Packed     int                  `json:"packed,omitempty"`
	Asked      *model.AssumeRequest `json:"asked,omitempty"`
	Assumed    time.Time            `json:"assumed,omitzero"`
	Expires    time.Time            `json:"expires,omitzero"`
	// Boot names the run of the machine in which the session was kept, BootEnds is its
	// end on the boot clock of that, WallEnds that on the wall clock, wrong as it may
	// have been, and Left what it had left then.
	Boot     string        `json:"boot"`
	BootEnds time.Duration `json:"boot_ends"`
	WallEnds time.Time     `json:"wall_ends"`
	Left     time.Duration `json:"left"`
}

// record is a session with all that tells its end later.
func (s *Store) record(endpoint string, m *model.Session) *record {
	now := s.cfg.Clock.Now()
	ends := m.Sent + m.Remaining
	r := &record{
		V: version, Endpoint: endpoint, Token: m.Token.Reveal(), KeyID: m.AWS.ID.Reveal(), KeySecret: m.AWS.Secret.Reveal(),
		ID: m.ID, Name: m.Name, RoleID: m.RoleID, UserID: m.UserID, IssuerID: m.IssuerID,
		AuthMethod: m.AuthMethod, SourceIP: m.SourceIP, Packed: m.PackedPolicy, Asked: m.Asked,
		Assumed: m.Assumed, Expires: m.Expires,
		Boot: s.self, BootEnds: ends, WallEnds: now.Wall.Add(ends - now.Boot).UTC(), Left: ends - now.Boot,
	}
	if m.Met.Known && m.Met.Met {
		r.Met = append([]string{}, m.Met.Names...)
	}
	return r
}

// session is what a record tells now; live is false once it has ended. In the run of
// the machine in which it was kept, the boot clock says when that is. Later the wall
// clock does, as it stood then and as the API told the end, whichever is earlier, and
// the end is unverified.
func (r *record) session(now model.Moment, boot string) (s model.Session, live bool) {
	left, sure := r.BootEnds-now.Boot, r.Boot == boot
	if !sure {
		left = min(r.WallEnds.Sub(now.Wall), r.Left)
		if !r.Expires.IsZero() {
			left = min(left, r.Expires.Sub(now.Wall))
		}
	}
	s = model.Session{
		Token: model.NewSecret(r.Token), AWS: model.AWSKeys{ID: model.NewSecret(r.KeyID), Secret: model.NewSecret(r.KeySecret)},
		ID: r.ID, Name: r.Name, RoleID: r.RoleID, UserID: r.UserID, IssuerID: r.IssuerID,
		AuthMethod: r.AuthMethod, SourceIP: r.SourceIP, PackedPolicy: r.Packed, Asked: r.Asked,
		Assumed: r.Assumed, Expires: r.Expires, Remaining: left, Sent: now.Boot, Unverified: !sure,
	}
	if r.Met != nil {
		s.Met = model.ConditionsMet{Known: true, Met: true, Names: r.Met}
	}
	return s, left > 0
}

func (r *record) encode() string {
	data, _ := json.Marshal(r) // nothing in it can fail
	return string(data)
}

// decode reads what the keyring told: it is outside, so that its texts are cleaned. It
// gives nil for what cannot be understood.
func decode(told string) *record {
	r := &record{}
	if json.Unmarshal([]byte(told), r) != nil || r.V != version || r.Token == "" {
		return nil
	}
	for _, s := range []*string{&r.ID, &r.Name, &r.RoleID, &r.UserID, &r.IssuerID, &r.AuthMethod, &r.SourceIP} {
		*s = text.Clean(*s)
	}
	for i, name := range r.Met {
		r.Met[i] = text.Clean(name)
	}
	return r
}

// item is the name of a session in the keyring.
func (s *Store) item(token model.Secret) string {
	return s.cfg.Name(model.NewSecret(model.Session{Token: token}.Key()))
}

// isOfToken reports that a session's key is that of its token.
func isOfToken(key string) bool { return strings.HasPrefix(key, "token:") }
