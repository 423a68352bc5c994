package signin

import (
	"context"
	"log/slog"
	"math"
	"time"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
)

// Desk is where everybody signs in. It is safe for concurrent use; make one
// per program, since it is what counts the tries.
type Desk struct {
	db        *db.DB
	accounts  *account.Store
	log       *slog.Logger
	names     *throttle
	addresses *throttle
}

// New returns the desk of the database.
func New(d *db.DB, accounts *account.Store, log *slog.Logger) *Desk {
	return &Desk{
		db: d, accounts: accounts, log: log,
		names:     newThrottle(nameLimit, nameWindow, keysKept),
		addresses: newThrottle(addressLimit, addressWindow, keysKept),
	}
}

// Visit is what a browser brings to the desk.
type Visit struct {
	Address string // network address it comes from
	Device  string // its User-Agent line
	Token   string // of the sign-in it has now; empty for none
}

// Ticket is a sign-in just made. The browser keeps Token, nobody else does.
type Ticket struct {
	Token string
	Ends  time.Time
	Actor access.Actor
}

// WithPassword signs in with name and password. Whatever does not fit together
// is the same Invalid fault "account.no-match"; too many tries are TooMany.
func (d *Desk) WithPassword(ctx context.Context, scope db.Scope, v Visit, name, password string) (Ticket, error) {
	now := d.db.Clock().Now()
	key, from := nameKey(name), addressKey(v.Address)
	if wait := d.addresses.take(from, now); wait > 0 {
		return Ticket{}, tooMany(wait)
	}
	if wait := d.names.take(key, now); wait > 0 {
		return Ticket{}, tooMany(wait)
	}
	a, err := d.accounts.PasswordMatches(ctx, scope, name, password)
	if err == nil || !fault.Is(err, fault.Invalid) { // it was no wrong guess
		d.addresses.giveBack(from, now)
		d.names.giveBack(key, now)
	}
	if err != nil {
		return Ticket{}, err
	}
	return d.open(ctx, scope, v, byPassword, func(*db.Tx) (account.Account, error) { return a, nil })
}

// WithLink signs in with a one-time link and uses it up.
func (d *Desk) WithLink(ctx context.Context, scope db.Scope, v Visit, token string) (Ticket, error) {
	return d.withLink(v, func() (Ticket, error) {
		return d.open(ctx, scope, v, byLink, func(tx *db.Tx) (account.Account, error) {
			return account.Redeem(tx, account.ToSignIn, token)
		})
	})
}

// Join takes up an invitation and signs in, in one transaction: a companion
// without a password has no other way in.
func (d *Desk) Join(ctx context.Context, scope db.Scope, v Visit, token string, in account.Joining) (Ticket, error) {
	return d.withLink(v, func() (ticket Ticket, err error) {
		_, err = d.accounts.Accept(ctx, scope, token, in, func(tx *db.Tx, a account.Account) error {
			ticket, err = start(tx, a, v, byInvitation)
			return err
		})
		return ticket, err
	})
}

// withLink counts a link that does not work as a failure of its address.
func (d *Desk) withLink(v Visit, signIn func() (Ticket, error)) (Ticket, error) {
	now, from := d.db.Clock().Now(), addressKey(v.Address)
	if wait := d.addresses.take(from, now); wait > 0 {
		return Ticket{}, tooMany(wait)
	}
	ticket, err := signIn()
	if !fault.Is(err, fault.Missing) {
		d.addresses.giveBack(from, now)
	}
	if err != nil {
		return Ticket{}, err
	}
	return ticket, nil
}

func (d *Desk) open(ctx context.Context, scope db.Scope, v Visit, way way,
	who func(*db.Tx) (account.Account, error)) (ticket Ticket, err error) {
	err = d.db.Tx(ctx, scope, func(tx *db.Tx) error {
		a, err := who(tx)
		if err != nil {
			return err
		}
		ticket, err = start(tx, a, v, way)
		return err
	})
	return ticket, err
}

func tooMany(wait time.Duration) error {
	minutes := int(math.Ceil(wait.Minutes()))
	return fault.New(fault.TooMany, "signin.too-many", fault.Args{"Count": minutes})
}
