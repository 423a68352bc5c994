package message

import (
	"context"
	"time"

	"openmaf/internal/platform/notify"
)

// Around puts a test between the service and its servers: what happens there
// happens at the moment of handing over.
func (s *Service) Around(f func(send func() (string, error)) (string, error)) {
	s.carry = func(ctx context.Context, reach notify.Reach, now time.Time, p parcel) (string, error) {
		return f(func() (string, error) { return carry(ctx, reach, now, p) })
	}
}
