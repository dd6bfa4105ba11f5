/** A post in a list: what is gone, or was taken out, leaves nothing on the screen. */
import { usePost } from '../data/posts.ts';
import { Post } from '../posts/post.tsx';

export function PostRow({ id, removed }: { id: string; removed: boolean }) {
  const { data: post } = usePost(id);
  const { data: inner } = usePost(post?.reblog?.id ?? id);
  if (removed || post === null || inner === null) return null;
  return <Post id={id} />;
}
