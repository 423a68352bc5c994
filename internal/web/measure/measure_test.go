package measure_test

import (
	"testing"

	"openmaf/internal/web/server/pagetest"
)

func TestEveryTemplateRendersEmpty(t *testing.T) { pagetest.RenderAll(t) }
