namespace OffTrac.Core.Environments;

/// <summary>Something in an environment that OffTrac does not know.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Name">Its name as written.</param>
/// <param name="Place">Where it stands: option, file, or the first pages and tickets.</param>
/// <param name="Loss">What is lost by it, in one line.</param>
public sealed record CheckFinding(CheckKind Kind, string Name, string Place, string Loss);
