return 0;

/// <summary>Internal, so that it does not stand in the way of the product's own.</summary>
internal sealed partial class Program;
