// What the pages do besides what plain HTML does. Everything works without it.
import { initAll } from './govuk/govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

// A form is sent once: the server knows its key, this only spares the wait.
document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.method !== 'post') return
  if (form.dataset.sent) event.preventDefault()
  form.dataset.sent = 'yes'
})
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
})

// One key opens a row: a number on the keyboard, outside of fields.
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return
  document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`)?.click()
})

// A filter applies as soon as it is chosen.
document.addEventListener('change', (event) => {
  if (event.target.matches('form[data-filter] select, form[data-filter] input[type=checkbox]')) event.target.form.requestSubmit()
})

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

// A file goes up with its progress shown; the answer's page is then opened.
for (const form of document.querySelectorAll('form[data-upload]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const bar = form.querySelector('progress')
    const request = new XMLHttpRequest()
    bar.hidden = false
    request.upload.addEventListener('progress', (at) => { if (at.lengthComputable) bar.value = (100 * at.loaded) / at.total })
    request.addEventListener('load', () => location.assign(request.getResponseHeader('HX-Redirect') ?? location.href))
    request.addEventListener('error', () => { bar.hidden = true; delete form.dataset.sent })
    request.open('POST', form.action)
    request.setRequestHeader('HX-Request', 'true')
    request.send(new FormData(form))
  })
}

// What is typed into a form stays in this tab until it has arrived: a lost
// connection loses none of it.
const typed = (form) => [...new FormData(form)].filter(([name, value]) => !name.startsWith('form-') && typeof value === 'string')
const keptForms = [...document.querySelectorAll('form[data-keep]')]
for (const key of Object.keys(sessionStorage)) {
  if (key.startsWith('sent:') && !keptForms.some((form) => key === `sent:${form.dataset.keep}`)) {
    sessionStorage.removeItem(key)
    sessionStorage.removeItem(`typed:${key.slice(5)}`)
  }
}
for (const form of keptForms) {
  const key = `typed:${form.dataset.keep}`
  const kept = JSON.parse(sessionStorage.getItem(key) ?? '[]')
  const refused = document.querySelector('.govuk-error-summary')
  if (kept.length && !refused) {
    for (const field of form.elements) {
      const values = kept.filter(([name]) => name === field.name).map(([, value]) => value)
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = values.includes(field.value)
      else if (values.length && field.type !== 'hidden' && field.type !== 'file') field.value = values[0]
    }
    const note = form.querySelector('[data-kept-note]')
    if (note) note.hidden = false
  }
  form.addEventListener('input', () => sessionStorage.setItem(key, JSON.stringify(typed(form))))
  form.addEventListener('submit', () => {
    sessionStorage.setItem(key, JSON.stringify(typed(form)))
    sessionStorage.setItem(`sent:${form.dataset.keep}`, 'yes')
  })
}
