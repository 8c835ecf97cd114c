package api

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/go-playground/validator/v10"

	"pheduyet/internal/proposal"
)

// rules is the validator that knows the tags of the domain's types.
var rules = sync.OnceValue(func() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		return name
	})
	for tag, holds := range map[string]func(string) bool{
		"date":     func(s string) bool { return proposal.Date(s).Valid() },
		"capacity": proposal.ValidCapacity,
	} {
		err := v.RegisterValidation(tag, func(l validator.FieldLevel) bool { return holds(l.Field().String()) })
		if err != nil {
			panic(err) // the tags are constants
		}
	}
	return v
})

// check holds decoded content against the tags of its type, together with the
// faults found while decoding; nil where there are none.
func (c content) check(v any) error {
	faults := slices.Clone(c.faults)
	if err := rules().Struct(v); err != nil {
		found, ok := err.(validator.ValidationErrors) //nolint:errorlint // the validator returns it bare
		if !ok {
			return err
		}
		for _, e := range found {
			_, path, _ := strings.Cut(e.Namespace(), ".")
			if !slices.ContainsFunc(faults, func(f proposal.FieldError) bool { return f.Field == path }) {
				faults = append(faults, proposal.FieldError{Field: path, Message: complaint(e)})
			}
		}
	}
	if len(faults) == 0 {
		return nil
	}
	return invalid(faults...)
}

// complaint says what a violated tag asks for.
func complaint(e validator.FieldError) proposal.Text {
	switch e.Tag() {
	case "required":
		return proposal.T("Cần nêu trường này.", "This field is required.")
	case "oneof":
		values := strings.Join(strings.Fields(e.Param()), ", ")
		return proposal.T("Giá trị phải là một trong: %s.", "The value must be one of: %s.", values)
	case "date":
		return proposal.T("Không phải là một ngày có thật, dạng 2026-11-21.", "This is not a real day in the form 2026-11-21.")
	case "capacity":
		return proposal.T("Thẩm quyền ký là TM., Q., KT., TL., TUQ. theo thứ tự, hoặc để trống.", "The capacity is TM., Q., KT., TL., TUQ. in order, or empty.")
	case "uuid":
		return proposal.T("Không phải là một mã hợp lệ (UUID).", "This is not an id (UUID).")
	case "unique":
		return proposal.T("Có giá trị nêu hai lần.", "A value is there twice.")
	case "max":
		return most(e.Kind(), e.Param())
	case "min":
		return least(e.Kind(), e.Param())
	}
	return proposal.T("Giá trị không hợp lệ (%s).", "The value is not valid (%s).", e.Tag())
}

func most(k reflect.Kind, n string) proposal.Text {
	switch k {
	case reflect.String:
		return proposal.T("Dài quá %s ký tự.", "This is longer than %s characters.", n)
	case reflect.Slice:
		return proposal.T("Nhiều quá %s mục.", "There are more than %s items.", n)
	}
	return proposal.T("Không được lớn hơn %s.", "This must not be more than %s.", n)
}

func least(k reflect.Kind, n string) proposal.Text {
	switch k {
	case reflect.String:
		return proposal.T("Cần ít nhất %s ký tự.", "At least %s characters are wanted.", n)
	case reflect.Slice:
		return proposal.T("Cần ít nhất %s mục.", "At least %s items are wanted.", n)
	}
	return proposal.T("Không được nhỏ hơn %s.", "This must not be less than %s.", n)
}
