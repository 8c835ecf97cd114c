package apitest_test

import (
	"testing"

	"pheduyet/internal/apitest"
)

func TestSpecIsValid(t *testing.T) {
	if _, err := apitest.Spec(); err != nil {
		t.Fatal(err)
	}
}
