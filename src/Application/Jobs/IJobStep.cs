using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Jobs;

/// <summary>What a job does, as a use case that only the product itself may send. It answers how many things it dealt with.</summary>
public interface IJobStep : IRequest<int>, IRequire<TheSystem>;

/// <summary>A step that does a bounded piece of its work; it is sent again as long as it answers a full <see cref="Limit"/>.</summary>
public interface IBatchStep : IJobStep, ICommand<int>
{
    int Limit { get; }
}
