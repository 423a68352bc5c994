package civil

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"time"
)

// Scan reads a day from a column: NULL and an empty text are the zero Date.
func (d *Date) Scan(column any) error {
	text, err := scanned(column)
	if err != nil || text == "" {
		*d = Date{}
		return err
	}
	*d, err = ParseDate(text)
	return err
}

// Value is the day as a column holds it, and NULL for the zero Date.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// ScanInstant is where a column goes that [Instant] wrote: NULL and an empty
// text are the zero time.
func ScanInstant(t *time.Time) sql.Scanner { return (*instant)(t) }

type instant time.Time

func (i *instant) Scan(column any) error {
	text, err := scanned(column)
	if err != nil || text == "" {
		*i = instant{}
		return err
	}
	t, err := ParseInstant(text)
	*i = instant(t)
	return err
}

// InstantOrNull writes t as [Instant] does, and the zero time as NULL.
func InstantOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := Instant(t)
	return &s
}

func scanned(column any) (string, error) {
	switch c := column.(type) {
	case nil:
		return "", nil
	case string:
		return c, nil
	case []byte:
		return string(c), nil
	}
	return "", fmt.Errorf("civil: a column of %T is no day and no instant", column)
}
