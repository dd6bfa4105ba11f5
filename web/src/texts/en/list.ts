import { counted } from './counted.ts';

export const list = {
  newPosts: (count: number) => counted(count, 'new post', 'new posts'),
  newest: 'Newest posts',
  end: 'You have reached the end.',
  homeEmpty: 'Nothing here yet. Follow somebody, or write the first post.',
  homeLook: 'See what others write',
  publicEmpty: 'Nobody has posted anything in public yet.',
  accountEmpty: 'No posts.',
  favouritesEmpty: 'Posts that you mark as favourites are kept here.',
  bookmarksEmpty: 'Posts that you bookmark are kept here. Only you see them.',
  tagEmpty: 'No posts with this tag.',
};
