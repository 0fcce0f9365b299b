using OffTrac.Sdk.Components;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Sdk.Attachments;

/// <summary>
/// Looks at what people want to attach, and may refuse it. One that throws refuses. Stands for Trac's interface of the same name.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw)]
public interface IAttachmentManipulator
{
    /// <summary>
    /// Called before an attachment is stored, in component order. A problem's field is <c>description</c>, <c>username</c>, <c>filename</c>,
    /// <c>content</c> or null.
    /// </summary>
    /// <param name="draft">What is about to be stored.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    /// <returns>Why it must not be stored; empty when it may.</returns>
    ValueTask<IReadOnlyList<ValidationProblem>> ValidateAttachmentAsync(AttachmentDraft draft, CancellationToken cancellation);
}
