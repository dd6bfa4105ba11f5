export const visibility = {
  public: 'Public',
  unlisted: 'Unlisted',
  private: 'Followers',
  direct: 'Only those mentioned',
};
