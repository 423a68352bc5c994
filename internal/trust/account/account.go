package account

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// State of an account. Only an active one can sign in.
type State string

const (
	Invited State = "invited" // has a link, has not come yet
	Active  State = "active"
	Paused  State = "paused" // a rest, with the way back open
	Left    State = "left"   // for good; the name stays beside what they did
)

// Account is somebody who signs in. A person who was helped and later
// volunteers has a record of a person and an account, and nothing links them.
type Account struct {
	ID          string
	Name        string // first name and initial: "Sam K"
	SignInName  string // empty until they choose one; then e-mail or name
	State       State
	Roles       []access.Role // in the order of access.Roles
	HasPassword bool
	Epoch       int64     // see package doc
	Created     time.Time // instant of the invitation
	Joined      time.Time // zero until they came
}

const longestName = 60 // characters

// ShortName is a name as this program keeps it: the first name and the initial
// of the last, "Sam Kowalski" as "Sam K". A single name stays as it is.
func ShortName(typed string) string {
	words := strings.Fields(readable(typed))
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	initial, _ := utf8.DecodeRuneInString(words[len(words)-1])
	return words[0] + " " + string(unicode.ToUpper(initial))
}

func checkName(name string) error {
	switch {
	case name == "":
		return fault.New(fault.Invalid, "account.name-empty").Field("name", "account.name-empty")
	case utf8.RuneCountInString(name) > longestName, strings.ContainsFunc(name, unicode.IsControl):
		return fault.New(fault.Invalid, "account.name-form").Field("name", "account.name-form")
	}
	return nil
}

// nameKey is what the team page sorts by: the name without case and accents.
func nameKey(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || unicode.IsControl(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(readable(name)))
}

// Limits of a chosen sign-in name, in bytes; an e-mail address is at most 254
// (RFC 5321).
const (
	shortestSignInName = 2
	longestSignInName  = 254
)

// SignInName is the one form of a sign-in name: without case, outer spaces and
// characters that nobody can see.
func SignInName(typed string) string {
	visible := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, readable(typed))
	return strings.TrimSpace(visible)
}

func checkSignInName(name string) error {
	if len(name) < shortestSignInName || len(name) > longestSignInName ||
		strings.ContainsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
		return fault.New(fault.Invalid, "account.sign-in-name-form").Field("sign_in_name", "account.sign-in-name-form")
	}
	return nil
}

// checkRoles returns the roles in their usual order, each once; at least one.
func checkRoles(roles []access.Role) ([]access.Role, error) {
	var ordered []access.Role
	for _, r := range access.Roles {
		if slices.Contains(roles, r) {
			ordered = append(ordered, r)
		}
	}
	unknown := slices.ContainsFunc(roles, func(r access.Role) bool { return !r.Known() })
	if unknown || len(ordered) == 0 {
		return nil, fault.New(fault.Invalid, "account.roles-none").Field("roles", "account.roles-none")
	}
	return ordered, nil
}

// MayGive reports whether the actor may make somebody this.
func MayGive(actor access.Actor, role access.Role) bool {
	return mayGive(actor, []access.Role{role}) == nil
}

// mayGive returns nil when the actor may give, and so take away, these roles.
func mayGive(actor access.Actor, roles []access.Role) error {
	if err := access.Allow(actor, access.AccountWrite, false); err != nil {
		return err
	}
	if Elevated(roles) && !access.May(actor, access.AccountElevated) {
		return fault.New(fault.Denied, "account.roles-not-yours").Field("roles", "account.roles-not-yours")
	}
	return nil
}

// elevated are the roles that reach beyond one's own people: only an
// administrator gives them.
var elevated = []access.Role{access.Manager, access.Lead, access.Deputy, access.Administrator}

// Elevated reports whether one of the roles is one that only an administrator
// gives, and whose holders prove again that it is they before they use them.
func Elevated(roles []access.Role) bool {
	return slices.ContainsFunc(roles, func(r access.Role) bool { return slices.Contains(elevated, r) })
}

// readsConcerns reports whether one of the roles reads concerns.
func readsConcerns(roles []access.Role) bool {
	return slices.Contains(roles, access.Lead) || slices.Contains(roles, access.Deputy)
}

// MayChange reports whether the actor may change the account: not their own,
// none that has left, and none with a role that they could not give.
func MayChange(actor access.Actor, a Account) bool { return mayChange(actor, a) == nil }

func mayChange(actor access.Actor, a Account) error {
	switch {
	case a.ID == actor.Account:
		return fault.New(fault.Denied, "account.not-yourself")
	case a.State == Left:
		return fault.New(fault.Conflict, "account.has-left", fault.Args{"Name": a.Name})
	}
	return mayGive(actor, a.Roles)
}
