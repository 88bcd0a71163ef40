// The post whose page is open.
import { call, type Failure, type PostView, toFailure } from '../../../ipc';

export class OpenedPost {
  view = $state.raw<PostView | null>(null);
  failure = $state.raw<Failure | null>(null);
  #asked = '';

  /** Asks for a post; what is shown of it stays until the answer is here. */
  async load(workspaceId: string, postId: string): Promise<void> {
    if (this.view?.post.id !== postId) this.view = null;
    this.#asked = postId;
    this.failure = null;
    try {
      this.#receive(await call('get_post', { workspace_id: workspaceId, post_id: postId }));
    } catch (error) {
      if (postId === this.#asked) this.failure = toFailure(error);
    }
  }

  /** Has the service try the platforms again that failed. */
  async retryFailed(workspaceId: string, postId: string): Promise<void> {
    const form = { workspace_id: workspaceId, post_id: postId };
    this.#receive(await call('retry_failed_platforms', form));
  }

  #receive(view: PostView): void {
    if (view.post.id !== this.#asked) return;
    if (this.view && view.revision < this.view.revision) return;
    this.view = view;
  }
}
