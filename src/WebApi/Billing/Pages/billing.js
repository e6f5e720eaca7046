// Where the payment provider's pages lead back to. What is shown is what the API answers to whoever signs in: the address proves nothing.
import { ask, say, send } from '/account/form.js';

const organization = new URLSearchParams(location.search).get('organization');

const words = {
  '/billing/thank-you': ['Thank you', 'The payment provider tells us as soon as the payment is through; that takes a moment at most.'],
  '/billing/cancelled': ['Nothing was bought', 'You can start the checkout again at any time.'],
  '/billing/overview': ['Your subscription', ''],
};

const signIn = {
  button: 'Sign in and show the subscription',
  fields: {
    email: { label: 'Email address', type: 'email', autocomplete: 'username' },
    password: { label: 'Password', type: 'password', autocomplete: 'current-password' },
  },
  fieldsAfter: { 'auth.two_factor_required': { code: { label: 'Code of your authenticator', type: 'text', autocomplete: 'one-time-code' } } },
  submit: subscriptionOf,
  done: show,
};

// The session ends with the answer: this page keeps nobody signed in.
async function subscriptionOf({ email, password, code = '' }) {
  const session = await send('POST', '/auth/login', { email, password, ...(code && { twoFactorCode: code }) });
  try {
    return await send('GET', `/organizations/${encodeURIComponent(organization)}/subscription`, null, session.accessToken);
  } finally {
    await send('POST', '/auth/logout', { refreshToken: session.refreshToken });
  }
}

function show({ planCode, status, access, currentPeriodEnd, cancelAtPeriodEnd }) {
  const until = currentPeriodEnd && new Date(currentPeriodEnd).toLocaleDateString();
  const end = !until ? '' : cancelAtPeriodEnd ? ` It ends on ${until}.` : ` It is paid until ${until}.`;
  say('Your subscription', `Plan ${planCode}, status ${status}, access ${access}.${end}`);
  if (status === 'none' || status === 'incomplete')
    ask({ ...signIn, button: 'Look again' });
}

const path = location.pathname.toLowerCase().replace(/\/$/, '');
say(...words[path]);
if (organization)
  ask(signIn);
