export const start = {
  title: 'Your new place',
  lead: 'A few questions make it yours: its name, its rules, who may join. It takes two minutes, and nothing is final.',
  begin: 'Begin',
  stepsLabel: 'Steps',
  progress: (at: number, of: number) => `Step ${at} of ${of}`,
  steps: {
    about: { title: 'Name', lead: 'What is this place called, and what is it for?' },
    rules: {
      title: 'Rules',
      lead: 'What should people know before they join? They read the rules when they make an account.',
    },
    policy: {
      title: 'Approval',
      lead: 'Posts can be read by you, or by people you trust, before they are published.',
    },
    people: { title: 'People', lead: 'A place comes alive with people. Decide who may come, and tell them.' },
  },
  saveAndGoOn: 'Save and go on',
  goOn: 'Go on',
  skip: 'Skip',
  finish: 'Done: go to the timeline',
  later: 'All of this can be changed later, under More, This place.',
};
