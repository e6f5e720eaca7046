// The pages that the mails' links lead to, over the same API that everybody uses. Tokens live in this tab's memory only.
const query = new URLSearchParams(location.search);
const [heading, lead, form, notice, nav] = ['h1', '#lead', 'form', '#notice', 'nav'].map(s => document.querySelector(s));
let session = null;

const field = {
  email: { label: 'Email address', type: 'email', autocomplete: 'username', value: query.get('email') ?? '' },
  password: { label: 'Password', type: 'password', autocomplete: 'current-password' },
  chosenPassword: { label: 'New password (12 characters or more)', type: 'password', autocomplete: 'new-password' },
  displayName: { label: 'Your name', type: 'text', autocomplete: 'name' },
  twoFactorCode: { label: 'Code of your authenticator', type: 'text', autocomplete: 'one-time-code', inputMode: 'numeric' },
};

const pages = {
  '/register': {
    title: 'Create your account', button: 'Create account',
    fields: { displayName: field.displayName, email: field.email, password: { ...field.chosenPassword, label: 'Password (12 characters or more)' } },
    submit: values => call('POST', '/auth/register', values),
    done: () => finish('Look into your mailbox', 'We sent you a mail with a link that confirms your address.'),
  },
  '/confirm-email': {
    title: 'Confirm your address', lead: query.get('email'), button: 'Confirm',
    submit: () => call('POST', '/auth/confirm-email', { email: query.get('email'), token: query.get('token') }),
    done: () => finish('Your address is confirmed', 'You can sign in now.'),
  },
  '/sign-in': {
    title: 'Sign in', button: 'Sign in',
    fields: { email: field.email, password: field.password },
    submit: signIn, done: showProfile,
  },
  '/forgot-password': {
    title: 'Forgot your password?', lead: 'We send you a link that sets a new one.', button: 'Send the link',
    fields: { email: field.email },
    submit: values => call('POST', '/auth/forgot-password', values),
    done: () => finish('Look into your mailbox', 'If the address has an account, a mail is on its way.'),
  },
  '/reset-password': {
    title: 'Choose a new password', lead: query.get('email'), button: 'Set the password',
    fields: { newPassword: field.chosenPassword },
    submit: values => call('POST', '/auth/reset-password', { ...values, email: query.get('email'), token: query.get('token') }),
    done: () => finish('Your password is set', 'You are signed out everywhere; sign in with the new password.'),
  },
  '/confirm-email-change': {
    title: 'Confirm your new address', lead: `Sign in as before to move your account to ${query.get('email')}.`, button: 'Sign in and confirm',
    fields: { email: { ...field.email, label: 'Your address so far', value: '' }, password: field.password },
    submit: async values => {
      session ??= await call('POST', '/auth/login', values);
      return call('POST', '/auth/confirm-email-change', { token: query.get('token') });
    },
    done: showProfile,
  },
};

async function call(method, path, body) {
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...(session && { Authorization: `Bearer ${session.accessToken}` }) },
    body: body && JSON.stringify(body),
  });
  const answer = response.headers.get('Content-Type')?.includes('json') ? await response.json() : null;
  if (!response.ok) throw Object.assign(new Error(answer?.detail ?? 'Something went wrong.'), { code: answer?.code, errors: answer?.errors });
  return answer;
}

async function signIn(values) {
  session = await call('POST', '/auth/login', values);
}

async function showProfile() {
  const me = await call('GET', '/users/me');
  finish(`Hello, ${me.displayName}`, `You are signed in as ${me.email}.`);
  nav.replaceChildren();
  draw({
    button: 'Sign out',
    submit: () => call('POST', '/auth/logout', { refreshToken: session.refreshToken }),
    done: () => location.assign('/sign-in'),
  });
}

function finish(title, text) {
  heading.textContent = title;
  lead.textContent = text;
  form.replaceChildren();
  notice.textContent = '';
}

function draw(page) {
  const inputs = Object.entries(page.fields ?? {}).map(([name, { label, ...attributes }]) => {
    const input = Object.assign(document.createElement('input'), { name, required: true, ...attributes });
    const row = document.createElement('label');
    row.append(label, input, document.createElement('small'));
    return row;
  });
  const button = Object.assign(document.createElement('button'), { textContent: page.button });
  form.replaceChildren(...inputs, button);
  form.onsubmit = async event => {
    event.preventDefault();
    button.disabled = true;
    tell('', {});
    try {
      await page.submit(Object.fromEntries(new FormData(form)));
      await page.done();
    } catch (refusal) {
      if (refusal.code === 'auth.two_factor_required' && !form.elements.twoFactorCode)
        draw({ ...page, fields: keep(page.fields), submit: page.submit });
      tell(refusal.message, refusal.errors ?? {});
    } finally {
      button.disabled = false;
    }
  };
}

// The same form with what was typed, and one more field.
function keep(fields) {
  const typed = Object.entries(fields).map(([name, attributes]) => [name, { ...attributes, value: form.elements[name].value }]);
  return { ...Object.fromEntries(typed), twoFactorCode: field.twoFactorCode };
}

function tell(message, errors) {
  notice.textContent = message;
  for (const input of form.querySelectorAll('input')) {
    input.setAttribute('aria-invalid', input.name in errors);
    input.nextElementSibling.textContent = errors[input.name]?.join(' ') ?? '';
  }
}

const page = pages[location.pathname];
document.title = `${page.title} · MySaas`;
heading.textContent = page.title;
lead.textContent = page.lead ?? '';
nav.innerHTML = '<a href="/sign-in">Sign in</a><a href="/register">Create an account</a><a href="/forgot-password">Forgot the password?</a>';
draw(page);
