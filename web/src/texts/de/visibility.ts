import type { Texts } from '../index.ts';

export const visibility: Texts['visibility'] = {
  public: 'Öffentlich',
  unlisted: 'Nicht gelistet',
  private: 'Follower',
  direct: 'Nur Erwähnte',
};
