// What the pages share: a heading, a form of labelled fields, one place for what went wrong, and how the API is asked.
const [heading, lead, form, notice] = ['h1', '#lead', 'form', '#notice'].map(selector => document.querySelector(selector));

/** Begins a page, with nothing to fill in. */
export function say(title, text = '') {
  document.title = `${title} · MySaas`;
  heading.textContent = title;
  lead.textContent = text;
  form.replaceChildren();
  tell('');
}

/**
 * Adds a form: its `fields`, its `button`, what it does (`submit`) and what comes then (`done`). `fieldsAfter` are further
 * fields that a refusal asks for, and `remedies` offers a way out of one; both by the refusal's code.
 */
export function ask(page, typed = {}) {
  const rows = Object.entries(page.fields ?? {}).map(([name, attributes]) => row(name, attributes, typed[name]));
  form.replaceChildren(...rows, Object.assign(document.createElement('button'), { textContent: page.button }));
  form.onsubmit = event => {
    event.preventDefault();
    return attempt(page, Object.fromEntries(new FormData(form)));
  };
}

/** Asks the API. A refusal is thrown with its code and, for each field, its faults. */
export async function send(method, path, body, accessToken) {
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...(accessToken && { Authorization: `Bearer ${accessToken}` }) },
    body: body && JSON.stringify(body),
  }).catch(() => { throw new Error('The server cannot be reached. Try again in a moment.'); });
  const answer = response.headers.get('Content-Type')?.includes('json') ? await response.json() : null;
  if (!response.ok)
    throw Object.assign(new Error(answer?.detail ?? 'Something went wrong.'), { code: answer?.code, errors: answer?.errors });
  return answer;
}

async function attempt(page, typed) {
  if (form.ariaBusy === 'true')
    return;                                        // a disabled button would stop a second click too, but lose the focus
  form.ariaBusy = 'true';
  tell('');
  try {
    await page.done(await page.submit(typed));
    heading.focus();
  } catch (refusal) {
    const further = page.fieldsAfter?.[refusal.code];
    if (further)
      ask({ ...page, fields: { ...page.fields, ...further } }, typed);
    tell(refusal.message, refusal.errors);
    offer(page.remedies?.[refusal.code], typed);
    (form.querySelector('[aria-invalid=true]') ?? (further && form.querySelector('div:last-of-type input')))?.focus();
  } finally {
    form.ariaBusy = 'false';
  }
}

function row(name, { label, ...attributes }, typed) {
  const caption = Object.assign(document.createElement('label'), { htmlFor: name, textContent: label });
  const input = Object.assign(document.createElement('input'), { id: name, name, required: true, ...attributes });
  const fault = Object.assign(document.createElement('small'), { id: `${name}-fault` });
  input.setAttribute('aria-describedby', fault.id);
  input.value = typed ?? input.value;
  const row = document.createElement('div');
  row.append(caption, input, fault);
  return row;
}

// Faults stand at their fields; those of something that has no field here stand with the message.
function tell(message, errors = {}) {
  const inputs = [...form.querySelectorAll('input')];
  for (const input of inputs) {
    const faults = errors[input.name];
    input.ariaInvalid = faults ? 'true' : 'false';
    input.nextElementSibling.textContent = faults?.join(' ') ?? '';
  }
  const elsewhere = Object.keys(errors).filter(name => !inputs.some(input => input.name === name)).flatMap(name => errors[name]);
  notice.textContent = [message, ...elsewhere].join(' ');
}

function offer(remedy, typed) {
  if (!remedy)
    return;
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: remedy.button });
  button.onclick = () => attempt(remedy, typed);
  notice.append(button);
}
