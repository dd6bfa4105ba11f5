/** Asks questions within their time, and never answers with a part of what there is. */
import type { estypes } from '@elastic/elasticsearch';
import type { Elastic } from './elasticsearch-client.ts';
import { engineAway, isMissing } from './elasticsearch-client.ts';
import type { Indices, Kind } from './elasticsearch-indices.ts';
import type { Question } from './elasticsearch-queries.ts';
import { accountQuestion, statusQuestion, tagQuestion } from './elasticsearch-queries.ts';
import { rankTags } from './ranking.ts';
import type { SearchIndex } from './search-index.ts';

const MOST_ASKED = 128;
/** What the engine gets of a question's time, so that it can still say that it was not enough. */
const SHARE = 0.8;

export function elasticReader(
  elastic: Elastic,
  indices: Indices,
  deadline: number,
): Pick<SearchIndex, 'statuses' | 'accounts' | 'tags'> {
  let asked = 0;

  async function hits(kind: Kind, question: Question): Promise<estypes.SortResults[]> {
    if (asked >= MOST_ASKED) throw engineAway(`${asked} questions wait already`);
    asked += 1;
    try {
      return await search(kind, question).catch((error: unknown) => {
        // An index that was taken away between finding and asking it.
        if (isMissing(error)) return search(kind, question);
        throw error;
      });
    } catch (error) {
      if (isMissing(error)) throw engineAway('there is no index yet, or it was lost', error);
      throw error;
    } finally {
      asked -= 1;
    }
  }

  async function search(kind: Kind, question: Question): Promise<estypes.SortResults[]> {
    const answer = await elastic.ask(deadline, (client, options) =>
      client.search(
        {
          index: indices.active(kind),
          ...question,
          _source: false,
          track_total_hits: false,
          timeout: `${Math.ceil(deadline * SHARE)}ms`,
          allow_partial_search_results: false,
          filter_path: 'timed_out,hits.hits.sort',
        },
        options,
      ),
    );
    if (answer.timed_out) throw engineAway(`a question took longer than ${deadline} ms`);
    return (answer.hits?.hits ?? []).map(({ sort = [] }) => sort);
  }

  return {
    async statuses(query) {
      const found = await hits('posts', statusQuestion(query));
      return found.map(([id]) => Number(id));
    },
    async accounts(query) {
      const found = await hits('accounts', accountQuestion(query));
      return found.map((sort) => Number(sort.at(-1)));
    },
    async tags(query) {
      const found = await hits('tags', tagQuestion(query));
      // The engine's alphabet and ours differ beyond the first plane.
      return rankTags(
        query,
        found.map((sort) => String(sort.at(-1))),
      );
    },
  };
}
