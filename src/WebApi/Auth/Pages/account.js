// The pages that the mails' links lead to, over the same API that everybody uses. Tokens live in this tab's memory only.
import { ask, say, send } from './form.js';

const query = new URLSearchParams(location.search);
const address = query.get('email') ?? '';
let session = null;

const field = {
  email: { label: 'Email address', type: 'email', autocomplete: 'username', value: address },
  password: { label: 'Password', type: 'password', autocomplete: 'current-password' },
  chosenPassword: { label: 'New password (12 characters or more)', type: 'password', autocomplete: 'new-password' },
  displayName: { label: 'Your name', type: 'text', autocomplete: 'name' },
  code: { label: 'Code of your authenticator, or a recovery code', type: 'text', autocomplete: 'one-time-code', spellcheck: false },
};

const lookIntoMailbox = text => say('Look into your mailbox', text);

const resend = {
  button: 'Send the mail again',
  submit: ({ email = address }) => call('POST', '/auth/resend-confirmation', { email }),
  done: () => lookIntoMailbox('If there is anything to confirm, a new link is on its way.'),
};

const pages = {
  '/register': {
    title: 'Create your account', button: 'Create account',
    fields: { displayName: field.displayName, email: field.email, password: { ...field.chosenPassword, label: 'Password (12 characters or more)' } },
    submit: values => call('POST', '/auth/register', values),
    done: () => lookIntoMailbox('We sent you a mail with a link that confirms your address.'),
  },
  '/confirm-email': {
    title: 'Confirm your address', lead: address, link: ['email', 'token'], button: 'Confirm',
    submit: () => call('POST', '/auth/confirm-email', { email: address, token: query.get('token') }),
    done: () => say('Your address is confirmed', 'You can sign in now.'),
    remedies: { 'auth.invalid_token': resend },
  },
  '/sign-in': {
    title: 'Sign in', button: 'Sign in',
    fields: { email: field.email, password: field.password },
    submit: signIn, done: showProfile,
    fieldsAfter: { 'auth.two_factor_required': { code: field.code } },
    remedies: { 'auth.email_not_confirmed': resend },
  },
  '/forgot-password': {
    title: 'Forgot your password?', lead: 'We send you a link that sets a new one.', button: 'Send the link',
    fields: { email: field.email },
    submit: values => call('POST', '/auth/forgot-password', values),
    done: () => lookIntoMailbox('If the address has an account, a mail is on its way.'),
  },
  '/reset-password': {
    title: 'Choose a new password', link: ['email', 'token'], button: 'Set the password',
    fields: { email: { ...field.email, readOnly: true }, newPassword: field.chosenPassword },
    submit: values => call('POST', '/auth/reset-password', { ...values, token: query.get('token') }),
    done: () => say('Your password is set', 'You are signed out everywhere; sign in with the new password.'),
  },
  '/confirm-email-change': {
    title: 'Confirm your new address', lead: `Sign in as before to move your account to ${address}.`, link: ['email', 'token'],
    button: 'Sign in and confirm',
    fields: { email: { ...field.email, label: 'Your address so far', value: '' }, password: field.password },
    submit: values => whileSignedIn(values, () => call('POST', '/auth/confirm-email-change', { token: query.get('token') })), done: showProfile,
    fieldsAfter: { 'auth.two_factor_required': { code: field.code } },
  },
  '/accept-invitation': {
    title: 'Accept the invitation', link: ['email', 'token'], button: 'Sign in and accept',
    lead: `It is for ${address}. If this address has no account yet, create one first and open the link in the mail again.`,
    fields: { email: { ...field.email, readOnly: true }, password: field.password },
    submit: values => whileSignedIn(values, () => call('POST', '/invitations/accept', { token: query.get('token') })),
    done: organization => say('Welcome', `You are now in ${organization.name}.`),
    fieldsAfter: { 'auth.two_factor_required': { code: field.code } },
  },
};

const call = (method, path, body) => send(method, path, body, session?.accessToken);

// One field takes both kinds of code: only the authenticator's are all digits. An empty one must not count as a wrong one.
async function signIn({ email, password, code = '' }) {
  const proof = code.trim() && { [/^[\d\s]+$/.test(code) ? 'twoFactorCode' : 'recoveryCode']: code };
  session = await call('POST', '/auth/login', { email, password, ...proof });
}

async function signOut() {
  await call('POST', '/auth/logout', { refreshToken: session.refreshToken });
  session = null;
}

async function whileSignedIn(values, act) {
  await signIn(values);
  try {
    return await act();
  } catch (refusal) {
    await signOut();                               // perhaps it was another account's; the next attempt signs in anew
    throw refusal;
  }
}

async function showProfile() {
  const me = await call('GET', '/users/me');
  say(`Hello, ${me.displayName}`, `You are signed in as ${me.email}.`);
  document.querySelector('nav').hidden = true;
  ask({ button: 'Sign out', submit: signOut, done: () => location.assign('/sign-in') });
}

// Routing ignores case and a slash at the end.
const path = location.pathname.toLowerCase().replace(/\/$/, '');
const page = pages[path];
document.querySelector(`nav a[href="${path}"]`)?.remove();
if (page.link?.some(name => !query.get(name))) {
  say(page.title, 'This link is incomplete. Open it from the mail again, or copy all of it.');
} else {
  say(page.title, page.lead);
  ask(page);
}
