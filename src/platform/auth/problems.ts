import { defineProblems } from '../http/index.ts'

defineProblems({
  sign_in_failed: [401, 'The login name or the password is wrong.', 'Try again, or ask an administrator.'],
  login_taken: [409, 'There is a user of this name.', 'Choose another login name.'],
  not_administrator: [403, 'You are not an administrator of that company.', 'Ask one of its administrators.'],
  outsider_mixed: [
    422,
    'A user is either an employee or an outsider.',
    'Take another user for the other kind of role.',
  ],
  partner_mixed: [
    422,
    'A user is either partner or customer in a company.',
    'Take another user for the other role, or name its account as one of the partner.',
  ],
  own_access: [422, 'You cannot take away your own access.', 'Ask another administrator.'],
})
