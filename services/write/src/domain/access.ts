/** Who may see, and therefore act on, a status. */
import type { Visibility } from '@fanfare/contracts/tables';

/** What stands between a viewer and the author of a status that is not the viewer's own. */
export interface Standing {
  authorActive: boolean;
  /** Either of the two blocks the other. */
  blocked: boolean;
  follows: boolean;
  mentioned: boolean;
}

export function maySee(visibility: Visibility, standing: Standing): boolean {
  if (!standing.authorActive || standing.blocked) return false;
  switch (visibility) {
    case 'public':
    case 'unlisted':
      return true;
    case 'private':
      return standing.follows || standing.mentioned;
    case 'direct':
      return standing.mentioned;
  }
}
