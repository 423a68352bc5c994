package measure_test

import (
	"testing"

	"openmaf/internal/programme/measure"
)

func TestTheShippedMeasuresLoad(t *testing.T) {
	if n := len(measure.Shipped()); n != 16 {
		t.Errorf("%d measures", n)
	}
}
