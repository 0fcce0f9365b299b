using OffTrac.Core.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki;

/// <summary>The way in for people's changes of wiki pages.</summary>
public sealed class WikiEditor(
    IEnvironment environment, WikiStore pages, IPermissions permissions, IExtensionPoint<IWikiPageManipulator> manipulators) : IWikiEditor
{
    public async ValueTask<WikiResult> SaveAsync(WikiRequest request, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var stored = await pages.FindLatestAsync(request.Name, scope, cancellation).ConfigureAwait(false);
        if (request.Steps.HasFlag(EditSteps.Permissions))
            await RequireSaveAsync(request, stored, cancellation).ConfigureAwait(false);
        var version = stored?.Version ?? 0;
        var checksCollision = request.Steps.HasFlag(EditSteps.Collision);
        if (checksCollision && request.Version != version)
            throw new WikiCollisionException(request.Name);
        var text = request.Text ?? stored?.Text ?? "";
        var problems = await FindProblemsAsync(request, stored, text, cancellation).ConfigureAwait(false);
        if (problems.Count > 0)
            return new WikiResult { Problems = problems };
        var save = new WikiPageSave
        {
            Name = request.Name,
            Text = text,
            Author = request.Author ?? request.User,
            Comment = request.Comment,
            IsReadOnly = request.IsReadOnly,
            BasedOn = checksCollision || request.Text is null ? version : null,
            Origin = request.Origin,
        };
        return new WikiResult { Page = await pages.SaveAsync(save, scope, cancellation).ConfigureAwait(false) };
    }

    public async ValueTask DeleteAsync(WikiRequest request, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Steps.HasFlag(EditSteps.Permissions))
        {
            var stored = await pages.FindLatestAsync(request.Name, scope, cancellation).ConfigureAwait(false);
            await RequireAsync("WIKI_DELETE", request, stored, cancellation).ConfigureAwait(false);
        }

        await pages.DeleteAsync(
            new WikiPageDeletion
            {
                Name = request.Name,
                Version = request.Version,
                Author = request.Author ?? request.User,
                Origin = request.Origin,
            },
            scope,
            cancellation).ConfigureAwait(false);
    }

    private async ValueTask RequireSaveAsync(WikiRequest request, WikiPage? stored, CancellationToken cancellation)
    {
        await RequireAsync(stored is null ? "WIKI_CREATE" : "WIKI_MODIFY", request, stored, cancellation).ConfigureAwait(false);
        if (request.IsReadOnly is { } isReadOnly && isReadOnly != (stored?.IsReadOnly ?? false))
            await permissions.RequireAsync("WIKI_ADMIN", request.User, Resource.Wiki(request.Name), cancellation).ConfigureAwait(false);
    }

    /// <summary>A read-only page is for administrators of the wiki, also where the ini lists no policy that says so.</summary>
    private async ValueTask RequireAsync(string action, WikiRequest request, WikiPage? stored, CancellationToken cancellation)
    {
        var resource = Resource.Wiki(request.Name);
        await permissions.RequireAsync(action, request.User, resource, cancellation).ConfigureAwait(false);
        if (stored is { IsReadOnly: true })
            await permissions.RequireAsync("WIKI_ADMIN", request.User, resource, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<ValidationProblem>> FindProblemsAsync(
        WikiRequest request, WikiPage? stored, string text, CancellationToken cancellation)
    {
        var problems = new List<ValidationProblem>();
        if (!WikiPageName.IsValid(request.Name))
        {
            problems.Add(new ValidationProblem
            {
                Field = "name",
                Message = $"Invalid Wiki page name '{request.Name}': no part between slashes may be empty, '.' or '..'.",
            });
        }

        var isSame = text == (stored?.Text ?? "") && (request.IsReadOnly ?? stored?.IsReadOnly) == stored?.IsReadOnly;
        if (isSame || (stored is null && text.Length == 0))
            problems.Add(new ValidationProblem { Message = $"Page {request.Name} is not modified." });
        if (!request.Steps.HasFlag(EditSteps.Manipulators))
            return problems;
        if (TracText.Length(text) > MaxSize)
        {
            problems.Add(new ValidationProblem
            {
                Field = "text",
                Message = $"The wiki page is too long (must be less than {MaxSize} characters)",
            });
        }

        var answers = await manipulators.AskAllAsync(
            new WikiPageDraft { Name = request.Name, Stored = stored, Text = text, Comment = request.Comment, User = request.User },
            static (manipulator, draft, cancellation) => manipulator.ValidateWikiPageAsync(draft, cancellation),
            cancellation).ConfigureAwait(false);
        problems.AddRange(answers.SelectMany(answer => answer.Value));
        return problems;
    }

    private int MaxSize => TracText.TryInteger(environment.Configuration.Get("wiki", "max_size") ?? "262144", out var size)
        ? size
        : throw new ConfigurationException("[wiki] max_size: write a whole number, such as 262144.");
}
